/// A list of changes to a document (RFC 6902).
public struct JSONPatch: Sendable, Hashable {
    /// One change.
    public enum Operation: Sendable, Hashable {
        /// Puts a value where there is none, or in place of one; into a list it is inserted.
        case add(path: String, value: JSON)
        /// Takes a value away.
        case remove(path: String)
        /// Puts a value in place of one that is there.
        case replace(path: String, value: JSON)
        /// Takes a value from one place to another.
        case move(from: String, path: String)
        /// Puts the value of one place at another as well.
        case copy(from: String, path: String)
        /// Demands that a value is there.
        case test(path: String, value: JSON)
    }

    /// The changes, in the order in which they are made; all or none.
    public var operations: [Operation]

    /// Makes a patch.
    public init(_ operations: [Operation] = []) { self.operations = operations }

    /// Reads a patch.
    ///
    /// - Throws: `DocumentError.malformedPatch`.
    public init(json: JSON) throws(DocumentError) {
        guard let list = json.array else { throw .malformedPatch("it must be a list") }
        operations = []
        for item in list { operations.append(try JSONPatch.operation(item)) }
    }

    private static func operation(_ json: JSON) throws(DocumentError) -> Operation {
        guard let path = json["path"]?.string else {
            throw .malformedPatch("an operation has no path")
        }
        switch json["op"]?.string {
        case "add": return .add(path: path, value: try value(json, path))
        case "remove": return .remove(path: path)
        case "replace": return .replace(path: path, value: try value(json, path))
        case "move": return .move(from: try from(json, path), path: path)
        case "copy": return .copy(from: try from(json, path), path: path)
        case "test": return .test(path: path, value: try value(json, path))
        case let name?: throw .malformedPatch("there is no operation \(name)")
        case nil: throw .malformedPatch("the operation on \(path) has no op")
        }
    }

    private static func value(_ json: JSON, _ path: String) throws(DocumentError) -> JSON {
        guard let value = json["value"] else {
            throw .malformedPatch("the operation on \(path) has no value")
        }
        return value
    }

    private static func from(_ json: JSON, _ path: String) throws(DocumentError) -> String {
        guard let from = json["from"]?.string else {
            throw .malformedPatch("the operation on \(path) has no from")
        }
        return from
    }

    /// The patch as it is sent.
    public var json: JSON {
        .array(
            operations.map { operation in
                switch operation {
                case .add(let path, let value): JSONPatch.entry("add", path, value: value)
                case .remove(let path): JSONPatch.entry("remove", path)
                case .replace(let path, let value): JSONPatch.entry("replace", path, value: value)
                case .move(let from, let path): JSONPatch.entry("move", path, from: from)
                case .copy(let from, let path): JSONPatch.entry("copy", path, from: from)
                case .test(let path, let value): JSONPatch.entry("test", path, value: value)
                }
            }
        )
    }

    private static func entry(
        _ name: String,
        _ path: String,
        from: String? = nil,
        value: JSON? = nil
    ) -> JSON {
        var entry: JSON = ["op": .string(name), "path": .string(path)]
        if let from { entry["from"] = .string(from) }
        if let value { entry["value"] = value }
        return entry
    }
}
