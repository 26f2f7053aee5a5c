/// Reads one JSON text from the bytes in front of it, strictly by RFC 8259.
///
/// It reads memory that the caller keeps alive for as long as the scanner is used.
struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var offset = 0
    let depthLimit: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func document() throws(DocumentError) -> JSON {
        skipMark()
        let result = try value(depth: 0)
        skipSpace()
        if offset < bytes.count { throw failure("unexpected text after the end of the document") }
        return result
    }

    /// Passes over a byte order mark.
    mutating func skipMark() {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
    }

    mutating func value(depth: Int) throws(DocumentError) -> JSON {
        guard depth <= depthLimit else { throw .tooDeep(limit: depthLimit) }
        skipSpace()
        guard offset < bytes.count else { throw failure("unexpected end of the document") }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(DocumentError) -> JSON {
        offset += 1
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(JSONObject()) }
        var members = JSONMembers()
        while true {
            skipSpace()
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
                throw failure("expected the name of a member in quotes")
            }
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw failure("expected ':' after \"\(key)\"") }
            members.append(key, try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw failure("expected ',' or '}'") }
            return .object(JSONObject(members))
        }
    }

    private mutating func array(depth: Int) throws(DocumentError) -> JSON {
        offset += 1
        var values: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw failure("expected ',' or ']'") }
            return .array(values)
        }
    }

    private mutating func literal(
        _ text: StaticString,
        _ value: JSON
    ) throws(DocumentError) -> JSON {
        let count = text.utf8CodeUnitCount
        let matches =
            offset + count <= bytes.count
            && (0..<count).allSatisfy { bytes[offset + $0] == text.utf8Start[$0] }
        guard matches else { throw failure("unexpected character") }
        offset += count
        return value
    }

    private mutating func number() throws(DocumentError) -> JSONNumber {
        let start = offset
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) {
            guard digits() > 0 else {
                offset = start
                throw failure("unexpected character")
            }
        }
        if take(UInt8(ascii: ".")), digits() == 0 { throw failure("expected a digit") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            if digits() == 0 { throw failure("expected a digit") }
        }
        return JSONNumber(validated: text(start..<offset))
    }

    private mutating func digits() -> Int {
        let start = offset
        while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
        return offset - start
    }

    mutating func string() throws(DocumentError) -> String {
        offset += 1
        let first = try plainText()
        if take(UInt8(ascii: "\"")) { return first }
        var result = first
        while offset < bytes.count {
            if take(UInt8(ascii: "\"")) { return result }
            if take(UInt8(ascii: "\\")) {
                result.unicodeScalars.append(try escape())
                continue
            }
            guard bytes[offset] >= 0x20 else {
                throw failure("a control character in a string must be escaped")
            }
            result += try plainText()
        }
        throw failure("a string is not closed")
    }

    /// The text up to the next byte that is not itself: a quote, a backslash or a control character.
    private mutating func plainText() throws(DocumentError) -> String {
        let start = offset
        let isASCII = passPlainText()
        let run = UnsafeBufferPointer(rebasing: bytes[start..<offset])
        if isASCII { return String(decoding: run, as: UTF8.self) }
        guard let valid = String(validating: run, as: UTF8.self) else {
            throw failure("a string is not valid UTF-8")
        }
        return valid
    }

    /// Passes over it, eight bytes at a time where all of them are; whether it is all ASCII.
    private mutating func passPlainText() -> Bool {
        guard let base = bytes.baseAddress else { return true }
        let raw = UnsafeRawPointer(base)
        var all: UInt64 = 0
        while offset + 8 <= bytes.count {
            let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard !word.hasByte(UInt8(ascii: "\"")), !word.hasByte(UInt8(ascii: "\\")),
                !word.hasByte(below: 0x20)
            else { break }
            all |= word
            offset += 8
        }
        var rest: UInt8 = 0
        loop: while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20: break loop
            default:
                rest |= byte
                offset += 1
            }
        }
        return all & 0x8080_8080_8080_8080 == 0 && rest & 0x80 == 0
    }

    private mutating func escape() throws(DocumentError) -> Unicode.Scalar {
        guard offset < bytes.count else { throw failure("a string is not closed") }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("unknown escape in a string")
        }
    }

    /// A `\u` escape; half a surrogate pair becomes U+FFFD, as in encoding/json.
    private mutating func unicodeEscape() throws(DocumentError) -> Unicode.Scalar {
        let high = try hexDigits()
        if let scalar = Unicode.Scalar(high) { return scalar }
        let mark = offset
        if high < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
            let low = try hexDigits()
            if (0xDC00...0xDFFF).contains(low) {
                return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
                    ?? "\u{FFFD}"
            }
        }
        offset = mark
        return "\u{FFFD}"
    }

    private mutating func hexDigits() throws(DocumentError) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw failure("a string is not closed") }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[offset]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: throw failure("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }

    mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    func failure(_ problem: String) -> DocumentError {
        var line = 1
        var column = 1
        for index in 0..<min(offset, bytes.count) {
            if bytes[index] == 0x0A {
                line += 1
                column = 1
            } else if bytes[index] & 0xC0 != 0x80 {
                column += 1
            }
        }
        return .malformed(problem, Position(line: line, column: column))
    }
}

extension UInt64 {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Whether one of its eight bytes is a certain one ("Bit Twiddling Hacks", haszero).
    func hasByte(_ byte: UInt8) -> Bool {
        let mixed = self ^ (UInt64.ones &* UInt64(byte))
        return (mixed &- UInt64.ones) & ~mixed & UInt64.tops != 0
    }

    /// Whether one of its eight bytes is below a limit of at most 128 (the same, hasless).
    func hasByte(below limit: UInt8) -> Bool {
        (self &- UInt64.ones &* UInt64(limit)) & ~self & UInt64.tops != 0
    }
}
