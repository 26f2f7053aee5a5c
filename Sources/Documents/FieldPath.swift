/// The way from the root of a document to a value in it, such as `spec.predictors[0].traffic`.
public struct FieldPath: Sendable, Hashable {
    /// One step down.
    public enum Step: Sendable, Hashable {
        /// Into the member of an object.
        case key(String)
        /// Into the element of a list, the first being 0.
        case index(Int)
    }

    /// The steps from the root.
    public var steps: [Step]

    /// Makes a path from its steps.
    public init(_ steps: [Step] = []) { self.steps = steps }

    /// The path one member further.
    public func key(_ name: String) -> FieldPath { FieldPath(steps + [.key(name)]) }

    /// The path one element further.
    public func index(_ position: Int) -> FieldPath { FieldPath(steps + [.index(position)]) }

    /// Reads the form that Kubernetes writes, such as `spec.predictors[0].graph` or `a["b.c"].d`.
    ///
    /// Text that has not this form becomes one key.
    public init(parsing text: String) {
        var steps: [Step] = []
        var rest = text[...]
        while let first = rest.first {
            if first == "[", let end = rest.firstIndex(of: "]") {
                let inner = rest[rest.index(after: rest.startIndex)..<end]
                steps.append(
                    Int(inner).map(Step.index) ?? .key(String(inner.filter { $0 != "\"" }))
                )
                rest = rest[rest.index(after: end)...]
            } else {
                if first == "." { rest.removeFirst() }
                let end = rest.firstIndex { $0 == "." || $0 == "[" } ?? rest.endIndex
                if end > rest.startIndex { steps.append(.key(String(rest[..<end]))) }
                rest = rest[end...]
                if rest.first == ".", rest.dropFirst().isEmpty { rest = "" }
            }
        }
        self.steps = steps
    }

    /// The path as a JSON Pointer (RFC 6901), such as `/spec/predictors/0/traffic`.
    public var pointer: String {
        steps.map { step in
            switch step {
            case .key(let name):
                "/"
                    + name.split(separator: "~", omittingEmptySubsequences: false)
                    .joined(separator: "~0")
                    .split(separator: "/", omittingEmptySubsequences: false)
                    .joined(separator: "~1")
            case .index(let position): "/\(position)"
            }
        }.joined()
    }
}

extension FieldPath: CustomStringConvertible {
    /// The path as Kubernetes writes it.
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .key(let name) where name.contains("."): text += "[\"\(name)\"]"
            case .key(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let position): text += "[\(position)]"
            }
        }
        return text
    }
}

extension JSON {
    /// The value at a path; `nil` when there is none.
    public subscript(path: FieldPath) -> JSON? {
        var value = self
        for step in path.steps {
            let next: JSON? =
                switch step {
                case .key(let name): value[name]
                case .index(let position): value[position]
                }
            guard let next else { return nil }
            value = next
        }
        return value
    }
}
