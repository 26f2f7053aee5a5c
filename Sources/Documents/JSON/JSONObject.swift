public import OrderedCollections

/// The members of a JSON object, in the order in which they were written.
///
/// Two are equal when they have the same members, in whatever order.
public struct JSONObject: Sendable {
    private var storage: OrderedDictionary<String, JSON> = [:]

    /// Makes an empty object.
    public init() {}

    /// Makes an object of members as they were read; of a name given twice the last value counts, as in
    /// encoding/json and the API server.
    init(_ members: JSONMembers) {
        if members.areFew, !members.hasNameTwice {
            storage = OrderedDictionary(
                uncheckedUniqueKeys: members.names,
                values: members.values
            )
        } else {
            storage.reserveCapacity(members.names.count)
            for (name, value) in zip(members.names, members.values) { storage[name] = value }
        }
    }

    /// The keys in order.
    public var keys: OrderedSet<String> { storage.keys }

    /// The value of `key`; setting `nil` removes it, a new key goes to the end.
    public subscript(key: String) -> JSON? {
        get { storage[key] }
        set { storage[key] = newValue }
        _modify { yield &storage[key] }
    }

    /// The value of `key`, `missing` when there is none; for changes in place.
    public subscript(key: String, default missing: @autoclosure () -> JSON) -> JSON {
        get { storage[key] ?? missing() }
        _modify { yield &storage[key, default: missing()] }
    }

    /// The object with its keys in alphabetical order, itself and all within.
    public func sorted() -> JSONObject {
        var result = JSONObject()
        for (key, value) in storage.sorted(by: { $0.key < $1.key }) {
            result.storage[key] = value.sorted()
        }
        return result
    }
}

extension JSONObject: Hashable {
    /// Whether both have the same members.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.storage.count == right.storage.count else { return false }
        return left.storage.allSatisfy { key, value in right.storage[key] == value }
    }

    /// Feeds what is independent of the order of keys.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for (key, value) in storage {
            var member = Hasher()
            member.combine(key)
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONObject: RandomAccessCollection {
    /// Members by position.
    public typealias Index = Int

    /// The position of the first member.
    public var startIndex: Int { 0 }
    /// The position after the last member.
    public var endIndex: Int { storage.count }

    /// The member at a position.
    public subscript(position: Int) -> (key: String, value: JSON) {
        let element = storage.elements[position]
        return (element.key, element.value)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object; of a key given twice the last value counts.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        for (key, value) in elements { storage[key] = value }
    }
}

extension JSON {
    /// The value with the keys of all its objects in alphabetical order.
    public func sorted() -> JSON {
        switch self {
        case .object(let members): .object(members.sorted())
        case .array(let values): .array(values.map { $0.sorted() })
        default: self
        }
    }
}
