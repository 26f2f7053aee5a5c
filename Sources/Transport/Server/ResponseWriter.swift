internal import HTTP
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1

/// Writes one answer to a connection.
struct ResponseWriter: Sendable {
    let channel: any Channel
    let isHead: Bool
    let keepsAlive: Bool

    /// Writes the answer; a stream piece by piece, each when the one before has left.
    func write(_ response: Response) async {
        switch response.body {
        case .bytes(let bytes): writeWhole(response.head, bytes)
        case .stream(let stream): await writePieces(response.head, stream)
        }
    }

    private func writeWhole(_ head: HTTPResponse, _ bytes: [UInt8]) {
        let head = nioHead(head, length: bytes.count)
        let isBodyless = isHead || head.status.code == 204 || head.status.code == 304
        channel.eventLoop.execute { [channel, keepsAlive] in
            channel.write(HTTPServerResponsePart.head(head), promise: nil)
            if !bytes.isEmpty, !isBodyless {
                let buffer = channel.allocator.buffer(bytes: bytes)
                channel.write(HTTPServerResponsePart.body(.byteBuffer(buffer)), promise: nil)
            }
            let end = channel.writeAndFlush(HTTPServerResponsePart.end(nil))
            if !keepsAlive { end.whenComplete { _ in channel.close(promise: nil) } }
        }
    }

    private func writePieces(_ head: HTTPResponse, _ stream: ByteStream) async {
        do {
            try await channel.writeAndFlush(
                HTTPServerResponsePart.head(nioHead(head, length: nil))
            )
            if !isHead {
                for try await piece in stream where !piece.isEmpty {
                    let buffer = channel.allocator.buffer(bytes: piece)
                    try await channel.writeAndFlush(
                        HTTPServerResponsePart.body(.byteBuffer(buffer))
                    )
                }
            }
            try Task.checkCancellation()
            try await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
            if !keepsAlive { channel.close(promise: nil) }
        } catch {
            // Without the last chunk the client knows that the body was cut.
            channel.close(promise: nil)
        }
    }

    private func nioHead(_ head: HTTPResponse, length: Int?) -> HTTPResponseHead {
        var headers = HTTPHeaders()
        headers.reserveCapacity(head.headerFields.count + 2)
        for field in head.headerFields where !ResponseWriter.isFraming(field.name) {
            headers.add(name: field.name.rawName, value: field.value)
        }
        if let length, head.status.code != 204, !isHead || length > 0 {
            headers.add(name: "Content-Length", value: "\(length)")
        }
        if !keepsAlive { headers.add(name: "Connection", value: "close") }
        return HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(
                statusCode: head.status.code,
                reasonPhrase: head.status.reasonPhrase
            ),
            headers: headers
        )
    }

    /// Fields that say how the body is framed, which is the writer's to decide.
    private static func isFraming(_ name: HTTPField.Name) -> Bool {
        name == .contentLength || name == .transferEncoding || name == .connection
    }
}
