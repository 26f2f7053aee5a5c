/// The fields of one protobuf message, found without reading what is in them.
struct WireFields {
    /// A field as it stands.
    struct Field {
        /// Its number.
        var number: Int
        /// Its wire type; 2 is length-delimited.
        var wireType: Int
        /// The whole field, tag included.
        var whole: Range<Int>
        /// What is in it, without tag and length.
        var content: Range<Int>
    }

    /// The fields in order; `nil` when the bytes are no message.
    static func of(_ bytes: [UInt8]) -> [Field]? {
        var fields: [Field] = []
        var offset = 0
        while offset < bytes.count {
            let start = offset
            guard let tag = varint(bytes, &offset), tag >> 3 > 0, tag >> 3 < 1 << 29 else {
                return nil
            }
            let contentStart: Int
            switch tag & 7 {
            case 0:
                contentStart = offset
                guard varint(bytes, &offset) != nil else { return nil }
            case 1, 5:
                contentStart = offset
                offset += tag & 7 == 1 ? 8 : 4
            case 2:
                guard let length = varint(bytes, &offset), length <= UInt64(bytes.count) else {
                    return nil
                }
                contentStart = offset
                offset += Int(length)
            default: return nil
            }
            guard offset <= bytes.count else { return nil }
            fields.append(
                Field(
                    number: Int(tag >> 3),
                    wireType: Int(tag & 7),
                    whole: start..<offset,
                    content: contentStart..<offset
                )
            )
        }
        return fields
    }

    /// Writes a length-delimited field.
    static func append(_ number: Int, _ content: some Collection<UInt8>, to bytes: inout [UInt8]) {
        append(varint: UInt64(number) << 3 | 2, to: &bytes)
        append(varint: UInt64(content.count), to: &bytes)
        bytes += content
    }

    private static func append(varint value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func varint(_ bytes: [UInt8], _ offset: inout Int) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard offset < bytes.count else { return nil }
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
