/// A JSON value (RFC 8259).
///
/// Numbers keep the digits they were written with and objects the order of their keys, so that
/// what passes through is what came in; equality ignores both.
public enum JSON: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as it was written.
    case number(JSONNumber)
    /// A string, unescaped.
    case string(String)
    /// A list of values.
    case array([JSON])
    /// Named values.
    case object(JSONObject)
}

extension JSON {
    /// The string, or `nil` when this is not one.
    public var string: String? { if case .string(let value) = self { value } else { nil } }

    /// The truth value, or `nil` when this is not one.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The number as an integer, or `nil` when this is no number or no whole one.
    public var int: Int? { if case .number(let value) = self { value.int } else { nil } }

    /// The number as a double, or `nil` when this is no number.
    public var double: Double? { if case .number(let value) = self { value.double } else { nil } }

    /// The values of a list, or `nil` when this is not one.
    public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }

    /// The members of an object, or `nil` when this is not one.
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }

    /// The member `key` of an object; `nil` when this is no object or has no such member.
    ///
    /// Setting makes this an object when it is not one; setting `nil` removes the member.
    public subscript(key: String) -> JSON? {
        get { if case .object(let members) = self { members[key] } else { nil } }
        set {
            var members: JSONObject = if case .object(let value) = self { value } else { [:] }
            if newValue != nil || members[key] != nil { self = .null }
            members[key] = newValue
            self = .object(members)
        }
        _modify {
            guard case .object(var members) = self else {
                var member: JSON?
                yield &member
                if let member { self = .object([key: member]) }
                return
            }
            // The members belong to nobody else while one is changed, so that none is copied.
            self = .null
            defer { self = .object(members) }
            yield &members[key]
        }
    }

    /// The element at `index` of a list; `nil` when this is no list or shorter.
    public subscript(index: Int) -> JSON? {
        if case .array(let values) = self, values.indices.contains(index) {
            values[index]
        } else {
            nil
        }
    }

    /// The members of an object; empty when this is not one.
    ///
    /// Setting makes this an object.
    public var members: JSONObject {
        get { object ?? [:] }
        set { self = .object(newValue) }
    }

    /// The elements of a list; empty when this is not one.
    ///
    /// Setting makes this a list.
    public var elements: [JSON] {
        get { array ?? [] }
        set { self = .array(newValue) }
    }

    /// The members whose values are strings; empty when this is no object.
    public var strings: [String: String] {
        var result: [String: String] = [:]
        for (key, value) in members {
            if case .string(let text) = value { result[key] = text }
        }
        return result
    }

    /// A list of strings.
    public static func strings(_ values: some Sequence<String>) -> JSON {
        .array(values.map(JSON.string))
    }

    /// An object of strings, its keys sorted.
    public static func strings(_ values: [String: String]) -> JSON {
        var members = JSONObject()
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { members[key] = .string(value) }
        return .object(members)
    }

    /// A whole number.
    public static func int(_ value: Int) -> JSON { .number(JSONNumber(value)) }

    /// A number; `null` when it is not finite, which JSON cannot say.
    public static func double(_ value: Double) -> JSON {
        value.isFinite ? .number(JSONNumber(value)) : .null
    }
}

// There is no `nil` literal on purpose: `json[key] = isEmpty ? nil : value` would then put a `null`
// where it is meant to remove the member.
extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .int(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A list.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// An object; of a key given twice the last value counts.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        var members = JSONObject()
        for (key, value) in elements { members[key] = value }
        self = .object(members)
    }
}
