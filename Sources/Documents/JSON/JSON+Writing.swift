extension JSON {
    /// How a value is laid out when it is written.
    public enum Layout: Sendable {
        /// No space at all, for the wire.
        case compact
        /// Two spaces a level, for people.
        case indented
    }

    /// The value as JSON text.
    public func text(_ layout: Layout = .compact) -> String {
        String(decoding: bytes(layout), as: UTF8.self)
    }

    /// The value as the bytes of a JSON text.
    public func bytes(_ layout: Layout = .compact) -> [UInt8] {
        var output: [UInt8] = []
        write(to: &output, layout, level: 0)
        return output
    }

    private func write(to output: inout [UInt8], _ layout: Layout, level: Int) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .number(let value): output += value.text.utf8
        case .string(let value): JSON.write(value, to: &output)
        case .array(let values):
            JSON.writeList(values, "[", "]", to: &output, layout, level) { value, output in
                value.write(to: &output, layout, level: level + 1)
            }
        case .object(let members):
            JSON.writeList(members, "{", "}", to: &output, layout, level) { member, output in
                JSON.write(member.key, to: &output)
                output += (layout == .compact ? ":" : ": ").utf8
                member.value.write(to: &output, layout, level: level + 1)
            }
        }
    }

    private static func writeList<Values: Collection>(
        _ values: Values,
        _ open: String,
        _ close: String,
        to output: inout [UInt8],
        _ layout: Layout,
        _ level: Int,
        _ writeOne: (Values.Element, inout [UInt8]) -> Void
    ) {
        output += open.utf8
        var isFirst = true
        for value in values {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            breakLine(&output, layout, level + 1)
            writeOne(value, &output)
        }
        if !isFirst { breakLine(&output, layout, level) }
        output += close.utf8
    }

    private static func breakLine(_ output: inout [UInt8], _ layout: Layout, _ level: Int) {
        guard layout == .indented else { return }
        output.append(UInt8(ascii: "\n"))
        output += repeatElement(UInt8(ascii: " "), count: level * 2)
    }

    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): output += "\\n".utf8
            case UInt8(ascii: "\r"): output += "\\r".utf8
            case UInt8(ascii: "\t"): output += "\\t".utf8
            case 0..<0x20, 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                output += "\\u00".utf8
                output += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
