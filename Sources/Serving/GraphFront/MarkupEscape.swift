/// Replaces what a browser could take for markup in a JSON text, as the executor does.
///
/// `<`, `>`, `&`, U+2028 and U+2029 become `\u003c` …; inside of JSON strings, the only place where
/// they may stand, that means the same.
enum MarkupEscape {
    static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        guard let first = bytes.firstIndex(where: needsLook) else { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 32)
        output += bytes[..<first]
        var index = first
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"): output += "\\u003c".utf8
            case UInt8(ascii: ">"): output += "\\u003e".utf8
            case UInt8(ascii: "&"): output += "\\u0026".utf8
            case 0xE2 where isLineSeparator(bytes, index):
                output += bytes[index + 2] == 0xA8 ? "\\u2028".utf8 : "\\u2029".utf8
                index += 2
            default: output.append(bytes[index])
            }
            index += 1
        }
        return output
    }

    private static func needsLook(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&")
            || byte == 0xE2
    }

    private static func isLineSeparator(_ bytes: [UInt8], _ index: Int) -> Bool {
        index + 2 < bytes.count && bytes[index + 1] == 0x80
            && (bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9)
    }
}
