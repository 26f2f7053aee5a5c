/// The labels of a series, each name once, in alphabetical order of their names.
public struct LabelSet: Sendable, Hashable {
    /// One label.
    public struct Label: Sendable, Hashable {
        /// Its name, such as `code`.
        public var name: String
        /// Its value, such as `200`.
        public var value: String
    }

    /// The labels by name.
    public private(set) var labels: [Label]

    /// Makes a set; of a name given twice the last value counts.
    public init(_ pairs: some Sequence<(name: String, value: String)>) {
        labels = []
        for pair in pairs { self[pair.name] = pair.value }
    }

    /// Makes an empty set.
    public init() { labels = [] }

    /// The value of a label; setting `nil` removes it.
    ///
    /// Complexity: linear in the number of labels.
    public subscript(name: String) -> String? {
        get { labels.first { $0.name == name }?.value }
        set {
            let index = labels.firstIndex { $0.name >= name } ?? labels.endIndex
            let isThere = index < labels.endIndex && labels[index].name == name
            switch (newValue, isThere) {
            case (let value?, true): labels[index].value = value
            case (let value?, false): labels.insert(Label(name: name, value: value), at: index)
            case (nil, true): labels.remove(at: index)
            case (nil, false): break
            }
        }
    }

    /// Whether there is no label.
    public var isEmpty: Bool { labels.isEmpty }

    /// Whether every label of `other` is here with the same value.
    public func contains(_ other: LabelSet) -> Bool {
        other.labels.allSatisfy { self[$0.name] == $0.value }
    }

    /// The set without one label.
    public func without(_ name: String) -> LabelSet {
        var copy = self
        copy[name] = nil
        return copy
    }

    /// The set with only these labels, what `by (…)` does in PromQL.
    public func keeping(_ names: some Sequence<String>) -> LabelSet {
        var copy = LabelSet()
        for name in names { copy[name] = self[name] }
        return copy
    }

    /// The set with the labels of another, whose values win.
    public func merging(_ other: LabelSet) -> LabelSet {
        var copy = self
        for label in other.labels { copy[label.name] = label.value }
        return copy
    }
}

extension LabelSet: ExpressibleByDictionaryLiteral {
    /// Makes a set; of a name given twice the last value counts.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { (name: $0.0, value: $0.1) })
    }
}

extension LabelSet: CustomStringConvertible {
    /// The labels as an exposition writes them, such as `{code="200"}`; nothing when there are none.
    public var description: String {
        var output: [UInt8] = []
        ExpositionWriter.write(self, to: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
