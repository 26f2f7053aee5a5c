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
        case .number(let value): JSON.append(value.text, to: &output)
        case .string(let value): JSON.write(value, to: &output)
        case .array(let values):
            output.append(UInt8(ascii: "["))
            for (position, value) in values.enumerated() {
                JSON.begin(position, &output, layout, level)
                value.write(to: &output, layout, level: level + 1)
            }
            if !values.isEmpty { JSON.breakLine(&output, layout, level) }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (position, member) in members.enumerated() {
                JSON.begin(position, &output, layout, level)
                JSON.write(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                if layout == .indented { output.append(UInt8(ascii: " ")) }
                member.value.write(to: &output, layout, level: level + 1)
            }
            if !members.isEmpty { JSON.breakLine(&output, layout, level) }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// Writes what stands before the value at a position of a list.
    private static func begin(
        _ position: Int,
        _ output: inout [UInt8],
        _ layout: Layout,
        _ level: Int
    ) {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        breakLine(&output, layout, level + 1)
    }

    private static func breakLine(_ output: inout [UInt8], _ layout: Layout, _ level: Int) {
        guard layout == .indented else { return }
        output.append(UInt8(ascii: "\n"))
        output += repeatElement(UInt8(ascii: " "), count: level * 2)
    }

    private static func append(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { output.append(contentsOf: $0) }
    }

    private static func write(_ text: String, to output: inout [UInt8]) {
        var text = text
        output.append(UInt8(ascii: "\""))
        text.withUTF8 { bytes in
            // What needs no escape is copied in one piece.
            var start = 0
            for index in bytes.indices where needsEscape(bytes[index]) {
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
                writeEscape(of: bytes[index], to: &output)
                start = index + 1
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func writeEscape(of byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\n"): output.append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): output.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): output.append(UInt8(ascii: "t"))
        case 0..<0x20, 0x7F:
            let digits = Array("0123456789abcdef".utf8)
            output += "u00".utf8
            output += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        default: output.append(byte)
        }
    }
}
