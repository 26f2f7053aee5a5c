import Documents

/// What a schema says about a document: the document without unknown members, and what is wrong.
struct SchemaCheck {
    /// Paths of members that no type has, in alphabetical order.
    private(set) var unknown: [String] = []
    /// Values of a wrong type.
    private(set) var mistyped: [Mistyped] = []
    /// Paths of members that must be there and are not.
    private(set) var missing: [String] = []
    /// The document without unknown members.
    private(set) var pruned: JSON = .null

    /// A value that is not what its schema asks for.
    struct Mistyped {
        var path: FieldPath
        /// `integer`, `string`, `boolean`, `array`, `object` or `number`.
        var expected: String
        var found: JSON
    }

    private let table: SchemaTable
    private var path: [FieldPath.Step] = []

    /// Checks a document against a type.
    init(_ json: JSON, against type: String, in table: SchemaTable = .all) {
        self.table = table
        pruned = change(in: json, .type(type)) ?? json
        unknown.sort()
    }

    /// Looks through a value; returns what is left of it, `nil` when that is all.
    private mutating func change(in value: JSON, _ schema: Schema) -> JSON? {
        // Null means the same as absent, everywhere in the API.
        if value.isNull { return nil }
        switch schema {
        case .open: return nil
        case .scalar(let scalar):
            if let expected = SchemaCheck.mismatch(value, scalar) { note(value, expected) }
            return nil
        case .list(let element, _):
            guard case .array(let values) = value else { return note(value, "array") }
            return change(in: values, element)
        case .map(let element):
            guard case .object(let members) = value else { return note(value, "object") }
            var result: JSONObject?
            for (key, member) in members {
                guard let changed = change(in: member, element, at: .key(key)) else { continue }
                result = result ?? members
                result?[key] = changed
            }
            return result.map(JSON.object)
        case .type(let name):
            guard case .object(let members) = value else { return note(value, "object") }
            return change(in: members, table[name])
        }
    }

    private mutating func change(in values: [JSON], _ element: Schema) -> JSON? {
        var result: [JSON]?
        for (index, value) in values.enumerated() {
            guard let changed = change(in: value, element, at: .index(index)) else { continue }
            result = result ?? values
            result?[index] = changed
        }
        return result.map(JSON.array)
    }

    private mutating func change(in members: JSONObject, _ type: SchemaType) -> JSON? {
        var result: JSONObject?
        for (key, value) in members {
            guard let field = type[key], isWithin(field.levels, key) else {
                unknown.append("\(FieldPath(path).key(key))")
                result = result ?? members
                result?[key] = nil
                continue
            }
            guard let changed = change(in: value, field.schema, at: .key(key)) else { continue }
            result = result ?? members
            result?[key] = changed
        }
        for name in type.required where members[name]?.isNull ?? true {
            missing.append("\(FieldPath(path).key(name))")
        }
        return result.map(JSON.object)
    }

    private mutating func change(
        in value: JSON,
        _ schema: Schema,
        at step: FieldPath.Step
    ) -> JSON? {
        path.append(step)
        defer { path.removeLast() }
        return change(in: value, schema)
    }

    @discardableResult
    private mutating func note(_ value: JSON, _ expected: String) -> JSON? {
        mistyped.append(Mistyped(path: FieldPath(path), expected: expected, found: value))
        return nil
    }

    /// Whether a member may be nested in itself once more.
    private func isWithin(_ levels: Int?, _ key: String) -> Bool {
        guard let levels else { return true }
        return path.count { $0 == .key(key) } < levels
    }

    private static func mismatch(_ value: JSON, _ scalar: Schema.Scalar) -> String? {
        switch (scalar, value) {
        case (.string, .string), (.time, .string), (.microtime, .string), (.bytes, .string),
            (.quantity, .string), (.quantity, .number), (.intOrString, .string),
            (.boolean, .bool), (.number, .number):
            nil
        case (.int32, .number), (.int64, .number), (.intOrString, .number):
            value.int == nil ? "integer" : nil
        case (.boolean, _): "boolean"
        case (.int32, _), (.int64, _): "integer"
        case (.number, _): "number"
        default: "string"
        }
    }
}

extension JSON {
    /// The name of the value's type in JSON Schema.
    var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number(let number): number.isInteger ? "integer" : "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
