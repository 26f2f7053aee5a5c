import Inference

/// Replaces what a browser could take for markup in a JSON text, as the executor does.
///
/// `<`, `>`, `&`, U+2028 and U+2029 become `\u003c` …; inside of JSON strings, the only place where
/// they may stand, that means the same.
enum MarkupEscape {
    static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        let first = bytes.withUnsafeBufferPointer { nextSuspect(in: $0, from: 0) }
        guard first < bytes.count else { return bytes }
        return bytes.withUnsafeBufferPointer { bytes in
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count + 64)
            var start = 0
            var index = first
            while index < bytes.count {
                output += bytes[start..<index]
                switch bytes[index] {
                case UInt8(ascii: "<"): output += "\\u003c".utf8
                case UInt8(ascii: ">"): output += "\\u003e".utf8
                case UInt8(ascii: "&"): output += "\\u0026".utf8
                case _ where isLineSeparator(bytes, index):
                    output += bytes[index + 2] == 0xA8 ? "\\u2028".utf8 : "\\u2029".utf8
                    index += 2
                default: output.append(bytes[index])
                }
                start = index + 1
                index = nextSuspect(in: bytes, from: start)
            }
            output += bytes[start...]
            return output
        }
    }

    /// 0xE2 begins the line separators, and many other characters that stay.
    private static func nextSuspect(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        ByteScan.first(
            of: (UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0xE2),
            in: bytes,
            from: start
        )
    }

    private static func isLineSeparator(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        index + 2 < bytes.count && bytes[index + 1] == 0x80
            && (bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9)
    }
}
