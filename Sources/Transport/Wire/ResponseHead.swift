internal import HTTP

/// The header of an answer.
struct ResponseHead {
    var status: Int
    var reason: String
    var fields: FieldLines
    var framing: BodyFraming
    var keepsAlive: Bool

    /// Reads a header, from the first line to and with the empty one.
    ///
    /// - Parameters:
    ///   - bytes: The header.
    ///   - isHead: Whether it answers HEAD, and so has no body.
    /// - Throws: `WireError`.
    init(_ bytes: UnsafeRawBufferPointer, toHead isHead: Bool) throws(WireError) {
        let end = try HeadScan.lineEnd(in: bytes, from: 0)
        let line = UnsafeRawBufferPointer(rebasing: bytes[..<end])
        guard line.count >= 12, line[8] == 0x20, line.count == 12 || line[12] == 0x20 else {
            throw .malformed("the first line has no status")
        }
        let minor = try WireVersion.minor(UnsafeRawBufferPointer(rebasing: line[..<8]))
        status = 0
        for byte in line[9..<12] {
            guard byte >= 0x30, byte <= 0x39 else { throw .malformed("the status is no number") }
            status = status * 10 + Int(byte - 0x30)
        }
        guard status >= 100 else { throw .malformed("the status is under 100") }
        let words = line.count > 13 ? UnsafeRawBufferPointer(rebasing: line[13...]) : nil
        for byte in words ?? UnsafeRawBufferPointer(start: nil, count: 0)
        where !WireByte.isText(byte) {
            throw .malformed("the reason has a control character")
        }
        reason = words.map { String(decoding: $0, as: UTF8.self) } ?? ""
        let scan = try HeadScan(
            UnsafeRawBufferPointer(rebasing: bytes[(end + 2)..<(bytes.count - 2)])
        )
        fields = scan.fields
        keepsAlive = minor == 0 ? scan.keepsAlive && !scan.closes : !scan.closes
        if isHead || status < 200 || status == 204 || status == 304 {
            framing = .length(0)
        } else if scan.hasTransferEncoding {
            guard minor == 1, scan.contentLength == nil else {
                throw .malformed("its length is said in two ways")
            }
            framing = .chunked
        } else if let length = scan.contentLength {
            framing = .length(length)
        } else {
            framing = .untilClose
            keepsAlive = false
        }
    }
}
