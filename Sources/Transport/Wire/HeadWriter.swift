internal import HTTP
internal import HTTPTypes
internal import NIOCore

/// Writes headers of messages.
enum HeadWriter {
    /// The header of a request whose body has `length` bytes.
    ///
    /// Fields about framing and the connection are this writer's to decide; the caller leaves them out.
    static func write(_ request: Request, length: Int, to buffer: inout ByteBuffer) {
        buffer.writeString(request.method.rawValue)
        buffer.writeStaticString(" ")
        buffer.writeString(request.target)
        buffer.writeStaticString(" HTTP/1.1\r\nHost: ")
        buffer.writeString(request.authority ?? "")
        buffer.writeStaticString("\r\n")
        buffer.writeBytes(request.fields.bytes)
        if length > 0 || request.method == .post || request.method == .put
            || request.method == .patch
        {
            buffer.writeStaticString("Content-Length: ")
            writeNumber(length, to: &buffer)
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("\r\n")
    }

    /// The header of an answer.
    ///
    /// - Parameters:
    ///   - response: The answer.
    ///   - length: The length of the body; `nil` for one in chunks, less than zero for none said.
    ///   - closes: Whether the connection ends after it.
    ///   - buffer: Where it is written.
    static func write(
        _ response: Response,
        length: Int?,
        closes: Bool,
        to buffer: inout ByteBuffer
    ) {
        let status = response.status
        buffer.writeStaticString("HTTP/1.1 ")
        writeNumber(status, to: &buffer)
        buffer.writeStaticString(" ")
        let reason = response.statusLine.reasonPhrase
        buffer.writeString(reason.isEmpty ? ReasonPhrase.of(status) : reason)
        buffer.writeStaticString("\r\n")
        buffer.writeBytes(response.fields.bytes)
        WireDate.write(to: &buffer)
        if let length {
            if length >= 0 {
                buffer.writeStaticString("Content-Length: ")
                writeNumber(length, to: &buffer)
                buffer.writeStaticString("\r\n")
            }
        } else {
            buffer.writeStaticString("Transfer-Encoding: chunked\r\n")
        }
        if closes { buffer.writeStaticString("Connection: close\r\n") }
        buffer.writeStaticString("\r\n")
    }

    static func writeNumber(_ number: Int, to buffer: inout ByteBuffer) {
        if number < 10 {
            buffer.writeInteger(UInt8(0x30 + number))
            return
        }
        var digits: UInt64 = 0
        var rest = number
        var count = 0
        guard number < 100_000_000 else {
            buffer.writeString(String(number))
            return
        }
        // Digits from the last one on, packed so that the first one is written first.
        while rest > 0 {
            digits = digits << 8 | UInt64(0x30 + rest % 10)
            rest /= 10
            count += 1
        }
        for _ in 0..<count {
            buffer.writeInteger(UInt8(truncatingIfNeeded: digits))
            digits >>= 8
        }
    }
}
