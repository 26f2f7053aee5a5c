import Documents
import FoundationEssentials

/// Values as trees between which a small difference can be written: lists become objects by place, so
/// that of a list only what changed is written.
enum RecordedTree {
    /// The member of a list's object that has its length.
    private static let lengthKey = "#"

    /// A value as such a tree.
    static func tree(of value: some Encodable) throws -> JSON {
        spread(try plain(value))
    }

    /// The value that a tree stands for.
    static func value<Value: Decodable>(_ type: Value.Type, of tree: JSON) throws -> Value {
        try plain(type, of: gathered(tree))
    }

    /// A value as JSON, with lists as they are.
    static func plain(_ value: some Encodable) throws -> JSON {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try JSON(parsing: Array(encoder.encode(value)))
    }

    /// The value that JSON stands for.
    static func plain<Value: Decodable>(_ type: Value.Type, of json: JSON) throws -> Value {
        try JSONDecoder().decode(type, from: Data(Array(json.text(.compact).utf8)))
    }

    private static func spread(_ json: JSON) -> JSON {
        switch json {
        case .array(let elements):
            var members = JSONObject()
            members[lengthKey] = .int(elements.count)
            for (place, element) in elements.enumerated() {
                members[String(place)] = spread(element)
            }
            return .object(members)
        case .object(let object):
            var members = JSONObject()
            for (key, value) in object where !value.isNull { members[key] = spread(value) }
            return .object(members)
        default: return json
        }
    }

    private static func gathered(_ json: JSON) throws -> JSON {
        guard let object = json.object else { return json }
        guard let length = object[lengthKey]?.int else {
            var members = JSONObject()
            for (key, value) in object { members[key] = try gathered(value) }
            return .object(members)
        }
        // A damaged file must not ask for more than it holds.
        guard length >= 0, length <= object.count else {
            throw OperationsError.badRecording("a list says that it has \(length) elements")
        }
        return .array(
            try (0..<length).map { place in
                guard let element = object[String(place)] else {
                    throw OperationsError.badRecording("element \(place) of a list is missing")
                }
                return try gathered(element)
            }
        )
    }
}
