import Documents
import SwiftProtobuf

extension JSON {
    /// The JSON of a protobuf value; all its numbers are doubles, and one that is not finite is null.
    init(_ value: Google_Protobuf_Value) {
        switch value.kind {
        case .numberValue(let number): self = number.isFinite ? .double(number) : .null
        case .stringValue(let text): self = .string(text)
        case .boolValue(let flag): self = .bool(flag)
        case .listValue(let list): self = .array(list.values.map(JSON.init))
        case .structValue(let members): self = .object(JSONObject(members.fields))
        case .nullValue, nil: self = .null
        }
    }

    /// The protobuf value of the JSON.
    var protobufValue: Google_Protobuf_Value {
        var value = Google_Protobuf_Value()
        switch self {
        case .null: value.kind = .nullValue(.nullValue)
        case .bool(let flag): value.kind = .boolValue(flag)
        case .number(let number): value.kind = .numberValue(number.double)
        case .string(let text): value.kind = .stringValue(text)
        case .array(let elements): value.kind = .listValue(elements.protobufList)
        case .object(let members):
            var fields = Google_Protobuf_Struct()
            for (name, member) in members { fields.fields[name] = member.protobufValue }
            value.kind = .structValue(fields)
        }
        return value
    }
}

extension JSONObject {
    /// The members of a map, which has no order, by their names.
    init(_ fields: [String: Google_Protobuf_Value]) {
        self.init()
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { self[name] = JSON(value) }
    }
}

extension [JSON] {
    var protobufList: Google_Protobuf_ListValue {
        var list = Google_Protobuf_ListValue()
        list.values = map(\.protobufValue)
        return list
    }
}
