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

    /// Checks a document against a type.
    init(_ json: JSON, against type: String, in table: SchemaTable = .all) {
        self.table = table
        pruned = check(json, .type(type), FieldPath())
        unknown.sort()
    }

    private mutating func check(_ value: JSON, _ schema: Schema, _ path: FieldPath) -> JSON {
        // Null means the same as absent, everywhere in the API.
        if value.isNull { return value }
        switch schema {
        case .open: return value
        case .scalar(let scalar):
            if let expected = SchemaCheck.mismatch(value, scalar) {
                mistyped.append(Mistyped(path: path, expected: expected, found: value))
            }
            return value
        case .list(let element, _):
            guard case .array(let values) = value else { return fail(value, path, "array") }
            return .array(
                values.enumerated().map { check($0.element, element, path.index($0.offset)) }
            )
        case .map(let element):
            guard case .object(let members) = value else { return fail(value, path, "object") }
            var result: JSONObject = [:]
            for (key, member) in members {
                result[key] = check(member, element, path.key(key))
            }
            return .object(result)
        case .type(let name):
            guard case .object(let members) = value else { return fail(value, path, "object") }
            return .object(check(members, table[name], path))
        }
    }

    private mutating func check(
        _ members: JSONObject,
        _ type: SchemaType,
        _ path: FieldPath
    ) -> JSONObject {
        var result: JSONObject = [:]
        for (key, value) in members {
            let inner = path.key(key)
            guard let field = type[key],
                field.levels.map({ SchemaCheck.count(key, in: inner) <= $0 }) ?? true
            else {
                unknown.append("\(inner)")
                continue
            }
            result[key] = check(value, field.schema, inner)
        }
        for (name, field) in type.fields where field.isRequired {
            if members[name]?.isNull ?? true { missing.append("\(path.key(name))") }
        }
        return result
    }

    private mutating func fail(_ value: JSON, _ path: FieldPath, _ expected: String) -> JSON {
        mistyped.append(Mistyped(path: path, expected: expected, found: value))
        return value
    }

    private static func count(_ key: String, in path: FieldPath) -> Int {
        path.steps.count { $0 == .key(key) }
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
