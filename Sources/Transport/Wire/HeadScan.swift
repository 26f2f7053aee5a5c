internal import Glibc
internal import HTTP

/// Reads the header of a message: its lines, and what they say about its body (RFC 9112).
///
/// It is strict where leniency has let requests be smuggled past proxies: lines end with CR LF, no
/// space stands before a colon, no line is folded, and one way of framing is said once.
struct HeadScan {
    /// The longest header in bytes.
    static let limit = 64 << 10
    /// The most fields.
    static let fieldLimit = 256

    /// The fields as they go on: trimmed, in order.
    var fields = FieldLines()
    var contentLength: Int?
    var isChunked = false
    var hasTransferEncoding = false
    var closes = false
    var keepsAlive = false
    var expectsContinue = false
    var host: String?

    /// The lines after the first one, up to and without the empty one.
    init(_ block: UnsafeRawBufferPointer) throws(WireError) {
        guard !block.isEmpty else { return }
        var lines: [UInt8] = []
        lines.reserveCapacity(block.count)
        var start = 0
        var count = 0
        while start < block.count {
            let end = try Self.lineEnd(in: block, from: start)
            count += 1
            guard count <= Self.fieldLimit else { throw .headTooLong }
            let line = UnsafeRawBufferPointer(rebasing: block[start..<end])
            try field(line, into: &lines)
            start = end + 2
        }
        fields = FieldLines(checked: lines)
    }

    /// Where the line's CR LF stands.
    static func lineEnd(
        in block: UnsafeRawBufferPointer,
        from start: Int
    ) throws(WireError) -> Int {
        guard let base = block.baseAddress,
            let found = memchr(base + start, 0x0A, block.count - start)
        else { throw .malformed("a line has no end") }
        let end = UnsafeRawPointer(found) - base
        guard end > start, block[end - 1] == 0x0D else {
            throw .malformed("a line ends without a carriage return")
        }
        return end - 1
    }

    private mutating func field(
        _ line: UnsafeRawBufferPointer,
        into lines: inout [UInt8]
    ) throws(WireError) {
        var colon = 0
        while colon < line.count, WireByte.isToken(line[colon]) { colon += 1 }
        guard colon > 0, colon < line.count, line[colon] == 0x3A else {
            throw .malformed("a field's name is no token followed by a colon")
        }
        var start = colon + 1
        var end = line.count
        while start < end, WireByte.isSpace(line[start]) { start += 1 }
        while end > start, WireByte.isSpace(line[end - 1]) { end -= 1 }
        let value = UnsafeRawBufferPointer(rebasing: line[start..<end])
        for byte in value where !WireByte.isText(byte) {
            throw .malformed("a field's value has a control character")
        }
        lines.append(UnsafeRawBufferPointer(rebasing: line[..<colon]))
        lines.append(0x3A)
        lines.append(0x20)
        lines.append(value)
        lines.append(0x0D)
        lines.append(0x0A)
        try note(UnsafeRawBufferPointer(rebasing: line[..<colon]), value)
    }

    /// What a field says about the message's framing.
    private mutating func note(
        _ name: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer
    ) throws(WireError) {
        switch name.count {
        case 4 where WireByte.equal(name, "host"):
            guard host == nil else { throw .malformed("there are two fields Host") }
            host = String(decoding: value, as: UTF8.self)
        case 6 where WireByte.equal(name, "expect"):
            guard WireByte.equal(value, "100-continue") else { throw .expectation }
            expectsContinue = true
        case 10 where WireByte.equal(name, "connection"): noteConnection(value)
        case 14 where WireByte.equal(name, "content-length"): try noteLength(value)
        case 17 where WireByte.equal(name, "transfer-encoding"):
            guard !hasTransferEncoding else { throw .malformed("two fields Transfer-Encoding") }
            hasTransferEncoding = true
            guard WireByte.equal(value, "chunked") else { throw .coding }
            isChunked = true
        default: break
        }
    }

    private mutating func noteConnection(_ value: UnsafeRawBufferPointer) {
        for word in value.split(separator: 0x2C) {
            let word = UnsafeRawBufferPointer(rebasing: WireByte.trimmed(word))
            if WireByte.equal(word, "close") { closes = true }
            if WireByte.equal(word, "keep-alive") { keepsAlive = true }
        }
    }

    private mutating func noteLength(_ value: UnsafeRawBufferPointer) throws(WireError) {
        guard contentLength == nil else { throw .malformed("there are two fields Content-Length") }
        // 15 digits are a petabyte, and cannot overflow.
        guard !value.isEmpty, value.count <= 15 else { throw .malformed("a bad Content-Length") }
        var length = 0
        for byte in value {
            guard byte >= 0x30, byte <= 0x39 else { throw .malformed("a bad Content-Length") }
            length = length * 10 + Int(byte - 0x30)
        }
        contentLength = length
    }
}

/// What bytes may stand where in a header (RFC 9110, section 5).
enum WireByte {
    /// Letters, digits and some signs.
    static func isToken(_ byte: UInt8) -> Bool {
        if byte < 64 { return 0x3FF_6CFA_0000_0000 as UInt64 >> UInt64(byte) & 1 == 1 }
        if byte < 128 { return 0x57FF_FFFF_C7FF_FFFE as UInt64 >> UInt64(byte - 64) & 1 == 1 }
        return false
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Anything but control characters.
    static func isText(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == 0x09
    }

    /// Whether bytes are a word in small letters, in any case.
    static func equal(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<bytes.count {
            let byte = bytes[index]
            let small = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if small != word.utf8Start[index] { return false }
        }
        return true
    }

    static func trimmed(
        _ bytes: Slice<UnsafeRawBufferPointer>
    ) -> Slice<UnsafeRawBufferPointer> {
        var bytes = bytes
        while let first = bytes.first, isSpace(first) { bytes.removeFirst() }
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return bytes
    }
}

extension [UInt8] {
    /// Adds bytes in one copy.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        append(contentsOf: bytes.assumingMemoryBound(to: UInt8.self))
    }
}
