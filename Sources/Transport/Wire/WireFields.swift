internal import HTTP
internal import HTTPTypes
internal import NIOCore

/// Fields that say how a message is framed, which is the writer's to decide.
enum WireFields {
    /// An answer without fields of framing and without its date.
    static func framed(_ response: Response) -> Response {
        guard response.fields.contains(where: isOfAnswer) else { return response }
        var response = response
        response.fields = response.fields.without(isOfAnswer)
        return response
    }

    /// A request without fields of framing and without its host, which stands in the address.
    static func framed(_ request: Request) -> Request {
        guard request.fields.contains(where: isOfRequest) else { return request }
        var request = request
        request.fields = request.fields.without(isOfRequest)
        return request
    }

    private static func isOfAnswer(_ line: FieldLines.Line) -> Bool {
        WireByte.equal(line.nameBytes, "date") || isFraming(line)
    }

    private static func isOfRequest(_ line: FieldLines.Line) -> Bool {
        WireByte.equal(line.nameBytes, "host") || isFraming(line)
    }

    private static func isFraming(_ line: FieldLines.Line) -> Bool {
        let name = line.nameBytes
        return switch name.count {
        case 10: WireByte.equal(name, "connection")
        case 14: WireByte.equal(name, "content-length")
        case 17: WireByte.equal(name, "transfer-encoding")
        default: false
        }
    }
}

/// Writes bodies behind headers.
enum WireBody {
    /// A body up to this length is copied behind its header, to leave in one piece.
    private static let joinLimit = 16 << 10

    static func write(
        _ body: [UInt8],
        after head: inout ByteBuffer,
        _ context: ChannelHandlerContext
    ) {
        if body.count <= joinLimit {
            head.writeBytes(body)
            context.writeAndFlush(NIOAny(head), promise: nil)
        } else {
            context.write(NIOAny(head), promise: nil)
            context.writeAndFlush(NIOAny(ByteBuffer(bytes: body)), promise: nil)
        }
    }
}
