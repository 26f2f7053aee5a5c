internal import HTTP
internal import HTTPTypes
internal import NIOCore
internal import NIOHPACK
internal import NIOHTTP2

/// One call at a server: gathers its message, hands it to the handler and writes the answer.
///
/// All state belongs to the stream's event loop. A task runs for the call, the bridge from event
/// loops to structured concurrency; it is cancelled when the client gives up or the deadline passes.
final class RPCServerStream: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private let handler: any Handler
    private let messageLimit: Int
    private let peer: Peer
    private let connection: any Channel
    private let register: RPCRegister
    private var head: HTTPRequest?
    private var frame: MessageFrame
    private var task: Task<Void, Never>?
    private var deadline: Scheduled<Void>?
    private var isAnswered = false

    init(
        _ handler: any Handler,
        messageLimit: Int,
        peer: Peer,
        connection: any Channel,
        register: RPCRegister
    ) {
        self.handler = handler
        self.messageLimit = messageLimit
        self.peer = peer
        self.connection = connection
        self.register = register
        frame = MessageFrame(limit: messageLimit)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if task != nil { register.ended(on: connection) }
        task?.cancel()
        task = nil
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(let frame):
            if head == nil { begin(frame.headers, context) }
            if frame.endStream { end(context) }
        case .data(let data):
            if case .byteBuffer(let buffer) = data.data { frame.append(buffer) }
            if frame.problem == .tooLarge { end(context) }
            if data.endStream { end(context) }
        default: break
        }
    }

    private func begin(_ headers: HPACKHeaders, _ context: ChannelHandlerContext) {
        let type = headers.first(name: "content-type") ?? ""
        guard type.hasPrefix("application/grpc"), headers.first(name: ":method") == "POST" else {
            // What is no gRPC gets a status of HTTP (gRPC over HTTP/2, section "Requests").
            write(
                Response(.unsupportedMediaType, type: "text/plain", body: .empty),
                isRPC: false,
                context
            )
            return
        }
        guard let fields = RPCHeaders.fields(headers), let path = headers.first(name: ":path")
        else {
            write(Self.failure(13, "the metadata cannot be read"), isRPC: true, context)
            return
        }
        head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: headers.first(name: ":authority"),
            path: path,
            headerFields: fields
        )
        guard let text = headers.first(name: "grpc-timeout"),
            let duration = RPCDeadline.duration(text)
        else { return }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(duration)) {
            self.task?.cancel()
            self.write(Self.failure(4, "the deadline has passed"), isRPC: true, bound.value)
        }
    }

    private func end(_ context: ChannelHandlerContext) {
        guard let head, !isAnswered, task == nil else { return }
        let body: Body
        do throws(MessageFrame.Problem) {
            body = .bytes(try frame.finish())
        } catch {
            if error == .compressed {
                write(
                    Self.failure(12, "compressed messages are not taken"),
                    isRPC: true,
                    context
                )
                return
            }
            let limit = messageLimit
            body = .stream(
                ByteStream { stream in
                    stream.finish(
                        throwing: error == .tooLarge
                            ? HTTPError.bodyTooLarge(limit: limit)
                            : HTTPError.interrupted(url: "", reason: "the message is cut short")
                    )
                }
            )
        }
        let request = Request(head: head, body: body, peer: peer)
        let handler = handler
        let loop = context.eventLoop
        let bound = NIOLoopBound((self, context), eventLoop: loop)
        register.began(on: connection)
        task = Task {
            let response = await handler.respond(to: request)
            loop.execute {
                let (stream, context) = bound.value
                stream.write(response, isRPC: true, context)
            }
        }
    }

    private static func failure(_ code: Int, _ message: String) -> Response {
        var response = Response(.ok, type: "application/grpc")
        response.head.headerFields[.grpcStatus] = "\(code)"
        response.head.headerFields[.grpcMessage] = message
        return response
    }

    /// Writes an answer once; the second of an answer and a deadline comes too late.
    private func write(_ response: Response, isRPC: Bool, _ context: ChannelHandlerContext) {
        guard !isAnswered, context.channel.isActive else { return }
        isAnswered = true
        deadline?.cancel()
        var headers = HPACKHeaders()
        headers.add(name: ":status", value: "\(response.status)")
        let fields = response.head.headerFields
        RPCHeaders.append(
            HTTPFields(fields.filter { !RPCHeaders.isTrailer($0.name) }),
            to: &headers
        )
        guard isRPC else {
            send(headers, endsStream: true, context)
            context.flush()
            return finish(context)
        }
        if fields[.contentType] == nil {
            headers.add(name: "content-type", value: "application/grpc")
        }
        var trailers = HPACKHeaders()
        let code = fields[.grpcStatus] ?? (response.status == 200 ? "0" : "2")
        trailers.add(name: "grpc-status", value: code)
        if let message = fields[.grpcMessage] { trailers.add(name: "grpc-message", value: message) }
        send(headers, endsStream: false, context)
        if code == "0", let bytes = response.body.bytes {
            let buffer = MessageFrame.framed(bytes, context.channel.allocator)
            context.write(
                wrapOutboundOut(.data(.init(data: .byteBuffer(buffer)))),
                promise: nil
            )
        }
        send(trailers, endsStream: true, context)
        context.flush()
        finish(context)
    }

    private func send(
        _ headers: HPACKHeaders,
        endsStream: Bool,
        _ context: ChannelHandlerContext
    ) {
        context.write(
            wrapOutboundOut(.headers(.init(headers: headers, endStream: endsStream))),
            promise: nil
        )
    }

    /// A client that goes on to send after the answer is told to stop (RFC 9113, section 8.1).
    private func finish(_ context: ChannelHandlerContext) {
        guard head == nil || frame.problem == .tooLarge else { return }
        context.writeAndFlush(wrapOutboundOut(.rstStream(.noError)), promise: nil)
    }
}
