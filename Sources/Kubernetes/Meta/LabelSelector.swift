public import Documents

/// A condition on the labels of an object.
public struct LabelSelector: Sendable, Hashable {
    /// One condition; all of a selector must hold.
    public enum Requirement: Sendable, Hashable {
        /// The label has one of the values.
        case isIn(String, Set<String>)
        /// The label is missing or has none of the values.
        case isNotIn(String, Set<String>)
        /// The label is there.
        case exists(String)
        /// The label is missing.
        case doesNotExist(String)
    }

    /// The conditions, all of which must hold; with none, everything is selected.
    public var requirements: [Requirement]

    /// Makes a selector from its conditions.
    public init(_ requirements: [Requirement] = []) { self.requirements = requirements }

    /// Makes a selector for labels with these values.
    public init(matching labels: [String: String]) {
        requirements = labels.sorted { $0.key < $1.key }.map { .isIn($0.key, [$0.value]) }
    }

    /// Reads the form of an object's field: `matchLabels` and `matchExpressions`.
    public init(json: JSON) {
        self.init(matching: json["matchLabels"]?.strings ?? [:])
        for expression in json["matchExpressions"]?.elements ?? [] {
            let key = expression["key"]?.string ?? ""
            let values = Set((expression["values"]?.elements ?? []).compactMap(\.string))
            switch expression["operator"]?.string {
            case "In": requirements.append(.isIn(key, values))
            case "NotIn": requirements.append(.isNotIn(key, values))
            case "Exists": requirements.append(.exists(key))
            case "DoesNotExist": requirements.append(.doesNotExist(key))
            default: break
            }
        }
    }

    /// Reads the form of a query: `app=x,tier!=db,env in (a,b),!old,new`.
    ///
    /// Returns `nil` when the text has not this form.
    public init?(parsing text: String) {
        requirements = []
        var rest = text[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "," }
            guard !rest.isEmpty else { return }
            guard let requirement = LabelSelector.requirement(&rest) else { return nil }
            requirements.append(requirement)
            rest = rest.drop { $0 == " " }
            if let next = rest.first, next != "," { return nil }
        }
    }

    private static func requirement(_ rest: inout Substring) -> Requirement? {
        let isNegated = rest.first == "!"
        if isNegated { rest.removeFirst() }
        let key = word(&rest)
        guard !key.isEmpty else { return nil }
        if isNegated { return .doesNotExist(key) }
        rest = rest.drop { $0 == " " }
        for (sign, negates) in [("!=", true), ("==", false), ("=", false)]
        where rest.hasPrefix(sign) {
            rest.removeFirst(sign.count)
            rest = rest.drop { $0 == " " }
            let value = word(&rest)
            return negates ? .isNotIn(key, [value]) : .isIn(key, [value])
        }
        for (sign, negates) in [("notin", true), ("in", false)] where rest.hasPrefix(sign) {
            rest.removeFirst(sign.count)
            rest = rest.drop { $0 == " " }
            guard rest.first == "(", let end = rest.firstIndex(of: ")") else { return nil }
            let inner = rest[rest.index(after: rest.startIndex)..<end]
            let values = Set(
                inner.split(separator: ",", omittingEmptySubsequences: false)
                    .map { String($0.filter { $0 != " " }) }
            )
            rest = rest[rest.index(after: end)...]
            return negates ? .isNotIn(key, values) : .isIn(key, values)
        }
        return .exists(key)
    }

    private static func word(_ rest: inout Substring) -> String {
        let word = rest.prefix { $0.isLetter || $0.isNumber || "-_./".contains($0) }
        rest = rest[word.endIndex...]
        return String(word)
    }

    /// Whether labels meet all conditions.
    public func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .isIn(let key, let values): labels[key].map(values.contains) ?? false
            case .isNotIn(let key, let values): !(labels[key].map(values.contains) ?? false)
            case .exists(let key): labels[key] != nil
            case .doesNotExist(let key): labels[key] == nil
            }
        }
    }

    /// The selector as it stands in a query.
    public var query: String {
        requirements.map { requirement in
            switch requirement {
            case .isIn(let key, let values) where values.count == 1: "\(key)=\(values.first ?? "")"
            case .isIn(let key, let values): "\(key) in (\(values.sorted().joined(separator: ",")))"
            case .isNotIn(let key, let values) where values.count == 1:
                "\(key)!=\(values.first ?? "")"
            case .isNotIn(let key, let values):
                "\(key) notin (\(values.sorted().joined(separator: ",")))"
            case .exists(let key): key
            case .doesNotExist(let key): "!\(key)"
            }
        }.joined(separator: ",")
    }
}
