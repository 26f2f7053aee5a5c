import Documents

/// An object in the body of a request, written as protobuf.
enum ProtobufObject {
    private struct Unreadable: Error {}

    /// Reads an object; `nil` when it has a kind or a field whose number is not known here.
    ///
    /// An object is a message `Unknown` behind four magic bytes, in which stand apiVersion, kind, and
    /// the object's own message.
    static func json(_ bytes: [UInt8]) -> JSON? {
        guard bytes.starts(with: Array("k8s\u{0}".utf8)) else { return nil }
        var apiVersion = ""
        var kind = ""
        var raw = ArraySlice<UInt8>()
        for (number, value) in ProtobufFields(bytes.dropFirst(4)) {
            guard case .bytes(let content) = value else { return nil }
            switch number {
            case 1:
                for (part, value) in ProtobufFields(content) {
                    guard case .bytes(let text) = value else { return nil }
                    if part == 1 { apiVersion = String(decoding: text, as: UTF8.self) }
                    if part == 2 { kind = String(decoding: text, as: UTF8.self) }
                }
            case 2: raw = content
            default: break
            }
        }
        guard var json = try? message(raw, kind) else { return nil }
        json["apiVersion"] = .string(apiVersion)
        json["kind"] = .string(kind)
        return json
    }

    private static func message(_ bytes: ArraySlice<UInt8>, _ name: String) throws -> JSON {
        if name == "IntOrString" { return try intOrString(bytes) }
        guard let known = ProtobufNotation.messages[name] else { throw Unreadable() }
        var json: JSON = [:]
        var fields = ProtobufFields(bytes)
        while let (number, content) = fields.next() {
            guard let field = known[number] else {
                if content.isZero { continue }
                throw Unreadable()
            }
            try put(content, field, into: &json)
        }
        if fields.isBroken { throw Unreadable() }
        return json
    }

    private static func put(
        _ content: ProtobufFields.Value,
        _ field: ProtobufNotation.Field,
        into json: inout JSON
    ) throws {
        let type = field.type
        if type == "-" { return }
        if type.hasPrefix("[") {
            let element = try value(content, type.dropFirst().dropLast())
            json[field.name] = .array((json[field.name]?.elements ?? []) + [element])
        } else if type.hasPrefix("{") {
            guard case .bytes(let pair) = content else { throw Unreadable() }
            var key = ""
            var member = JSON.string("")
            for (number, part) in ProtobufFields(pair) {
                if number == 1, case .bytes(let text) = part {
                    key = String(decoding: text, as: UTF8.self)
                }
                if number == 2 { member = try value(part, type.dropFirst().dropLast()) }
            }
            var members = json[field.name] ?? [:]
            members[key] = member
            json[field.name] = members
        } else if type.hasSuffix("?") {
            json[field.name] = try value(content, type.dropLast())
        } else {
            let found = try value(content, type)
            let isMessage = ProtobufNotation.messages[String(type)] != nil
            if isMessage ? found != [:] : !content.isZero { json[field.name] = found }
        }
    }

    private static func value(
        _ content: ProtobufFields.Value,
        _ type: Substring
    ) throws -> JSON {
        switch (type, content) {
        case ("string", .bytes(let text)): .string(String(decoding: text, as: UTF8.self))
        case ("bytes", .bytes(let bytes)): .string(Base64.encode(Array(bytes), .standard))
        case ("int", .number(let number)): .int(Int(truncatingIfNeeded: number))
        case ("bool", .number(let number)): .bool(number != 0)
        case (_, .bytes(let bytes)): try message(bytes, String(type))
        default: throw Unreadable()
        }
    }

    /// A number (field 2) or a text (field 3), by the kind in field 1.
    private static func intOrString(_ bytes: ArraySlice<UInt8>) throws -> JSON {
        var isText = false
        var number = 0
        var text = ""
        for (field, value) in ProtobufFields(bytes) {
            switch (field, value) {
            case (1, .number(let kind)): isText = kind == 1
            case (2, .number(let value)): number = Int(truncatingIfNeeded: value)
            case (3, .bytes(let value)): text = String(decoding: value, as: UTF8.self)
            default: throw Unreadable()
            }
        }
        return isText ? .string(text) : .int(number)
    }
}
