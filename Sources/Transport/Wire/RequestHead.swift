internal import HTTP
internal import HTTPTypes

/// The header of a request.
struct RequestHead {
    var method: HTTPRequest.Method
    var target: String
    var authority: String?
    var fields: FieldLines
    var framing: BodyFraming
    var keepsAlive: Bool
    var expectsContinue: Bool
    /// Whether the sender knows chunks, which HTTP/1.0 does not.
    var takesChunks: Bool

    /// Reads a header, from the first line to and with the empty one.
    init(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
        let end = try HeadScan.lineEnd(in: bytes, from: 0)
        let line = UnsafeRawBufferPointer(rebasing: bytes[..<end])
        var methodEnd = 0
        while methodEnd < line.count, WireByte.isToken(line[methodEnd]) { methodEnd += 1 }
        guard methodEnd > 0, methodEnd < line.count, line[methodEnd] == 0x20 else {
            throw .malformed("the first line has no method")
        }
        var targetEnd = methodEnd + 1
        while targetEnd < line.count, line[targetEnd] > 0x20, line[targetEnd] < 0x7F {
            targetEnd += 1
        }
        guard targetEnd > methodEnd + 1, targetEnd < line.count, line[targetEnd] == 0x20 else {
            throw .malformed("the first line has no target")
        }
        let minor = try WireVersion.minor(
            UnsafeRawBufferPointer(rebasing: line[(targetEnd + 1)...])
        )
        let scan = try HeadScan(
            UnsafeRawBufferPointer(rebasing: bytes[(end + 2)..<(bytes.count - 2)])
        )
        method = try Self.method(UnsafeRawBufferPointer(rebasing: line[..<methodEnd]))
        target = String(decoding: line[(methodEnd + 1)..<targetEnd], as: UTF8.self)
        authority = scan.host
        fields = scan.fields
        keepsAlive = minor == 0 ? scan.keepsAlive && !scan.closes : !scan.closes
        expectsContinue = scan.expectsContinue && minor == 1
        takesChunks = minor == 1
        if scan.hasTransferEncoding {
            guard minor == 1 else { throw .malformed("a transfer coding in HTTP/1.0") }
            guard scan.contentLength == nil else {
                throw .malformed("both Content-Length and Transfer-Encoding")
            }
        }
        framing = scan.isChunked ? .chunked : .length(scan.contentLength ?? 0)
        if minor == 1, scan.host == nil { throw .malformed("the field Host is missing") }
        try readTarget()
    }

    /// A target in absolute form names the host itself (RFC 9112, section 3.2.2).
    private mutating func readTarget() throws(WireError) {
        if target.utf8.first == 0x2F || method == .connect { return }
        if target == "*", method == .options { return }
        guard let mark = target.firstRange(of: "://") else {
            throw .malformed("the target is no path")
        }
        let rest = target[mark.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard !rest[..<end].isEmpty else { throw .malformed("the target names no host") }
        authority = String(rest[..<end])
        let path = rest[end...]
        target = path.hasPrefix("/") ? String(path) : "/" + path
    }

    private static func method(
        _ bytes: UnsafeRawBufferPointer
    ) throws(WireError) -> HTTPRequest.Method {
        if bytes.elementsEqual("POST".utf8) { return .post }
        if bytes.elementsEqual("GET".utf8) { return .get }
        guard let method = HTTPRequest.Method(String(decoding: bytes, as: UTF8.self)) else {
            throw .malformed("the first line has no method")
        }
        return method
    }
}

/// The version of a message.
enum WireVersion {
    /// The digit after `HTTP/1.`.
    static func minor(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Int {
        guard bytes.count == 8, bytes[5] >= 0x30, bytes[5] <= 0x39, bytes[6] == 0x2E,
            bytes[7] >= 0x30, bytes[7] <= 0x39, bytes.starts(with: "HTTP/".utf8)
        else { throw .malformed("the first line has no version") }
        guard bytes[5] == 0x31, bytes[7] <= 0x31 else { throw .version }
        return Int(bytes[7] - 0x30)
    }
}
