internal import HTTP
internal import HTTPTypes
internal import NIOCore
internal import NIOHPACK
internal import NIOHTTP2

/// One call of a client.
final class RPCClientCall: Sendable {
    /// The connection ended, or refused the call, before a byte of an answer came.
    struct Unanswered: Error, Sendable {
        var reason: String
    }

    private let request: Request
    private let message: [UInt8]
    private let limit: Int
    private let timeout: Duration?

    init(_ request: Request, _ message: [UInt8], limit: Int, timeout: Duration?) {
        self.request = request
        self.message = message
        self.limit = limit
        self.timeout = timeout
    }

    /// Makes the call.
    ///
    /// - Throws: `Unanswered`, `HTTPError`, `CancellationError`.
    func run(on connection: RPCClientConnection) async throws -> Response {
        let loop = connection.channel.eventLoop
        let promise = loop.makePromise(of: Response.self)
        let (headers, message, limit, url) = (headers, message, limit, request.url)
        let opened = connection.open { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(
                    RPCClientStream(headers, message, limit: limit, url: url, promise)
                )
            }
        }
        opened.whenFailure { promise.fail(Unanswered(reason: "\($0)")) }
        opened.whenSuccess { channel in
            // Whatever ends the call ends the stream, which tells the server that nobody waits.
            promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
        let deadline = timeout.map { timeout in
            loop.scheduleTask(in: TimeAmount(timeout)) {
                promise.fail(HTTPError.timedOut(url: url))
            }
        }
        defer { deadline?.cancel() }
        return try await withTaskCancellationHandler {
            try await promise.futureResult.get()
        } onCancel: {
            promise.fail(CancellationError())
        }
    }

    private var headers: HPACKHeaders {
        var headers = HPACKHeaders()
        headers.add(name: ":method", value: "POST")
        headers.add(name: ":scheme", value: "http")
        headers.add(name: ":path", value: request.head.path ?? "/")
        headers.add(name: ":authority", value: request.head.authority ?? "")
        headers.add(name: "te", value: "trailers")
        headers.add(name: "content-type", value: "application/grpc")
        if let timeout { headers.add(name: "grpc-timeout", value: RPCDeadline.text(timeout)) }
        var fields = request.head.headerFields
        fields[.contentType] = nil
        fields[.userAgent] = nil
        RPCHeaders.append(fields, to: &headers)
        headers.add(name: "user-agent", value: "radiant")
        return headers
    }
}

/// The stream of one call: sends the message, gathers the answer.
final class RPCClientStream: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private let headers: HPACKHeaders
    private let message: [UInt8]
    private let limit: Int
    private let url: String
    private let promise: EventLoopPromise<Response>
    private var answer: HTTPResponse?
    private var frame: MessageFrame
    private var wasRefused = false

    init(
        _ headers: HPACKHeaders,
        _ message: [UInt8],
        limit: Int,
        url: String,
        _ promise: EventLoopPromise<Response>
    ) {
        self.headers = headers
        self.message = message
        self.limit = limit
        self.url = url
        self.promise = promise
        frame = MessageFrame(limit: limit)
    }

    func channelActive(context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.headers(.init(headers: headers))), promise: nil)
        let buffer = MessageFrame.framed(message, context.channel.allocator)
        context.writeAndFlush(
            wrapOutboundOut(.data(.init(data: .byteBuffer(buffer), endStream: true))),
            promise: nil
        )
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(let frame):
            take(frame.headers)
            if frame.endStream { finish(context) }
        case .data(let data):
            if case .byteBuffer(let buffer) = data.data { frame.append(buffer) }
            if frame.problem != nil || data.endStream { finish(context) }
        case .rstStream(let code):
            if answer == nil, code == .refusedStream {
                promise.fail(Unanswered(reason: "the call was refused"))
            } else {
                fail("the call was reset (\(code))")
            }
        default: break
        }
    }

    private typealias Unanswered = RPCClientCall.Unanswered

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail("\(error)")
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if answer == nil {
            promise.fail(Unanswered(reason: "it ended before there was an answer"))
        } else {
            fail("it ended before the answer did")
        }
        context.fireChannelInactive()
    }

    private func fail(_ reason: String) {
        promise.fail(HTTPError.interrupted(url: url, reason: reason))
    }

    /// Takes metadata, or trailers, which become fields beside it.
    private func take(_ headers: HPACKHeaders) {
        let status = headers.first(name: ":status").flatMap { Int($0) }
        if let status, status / 100 == 1 { return }
        if answer == nil {
            answer = HTTPResponse(status: HTTPResponse.Status(code: status ?? 200))
        }
        for field in RPCHeaders.fields(headers) ?? [:] {
            answer?.headerFields.append(field)
        }
    }

    private func finish(_ context: ChannelHandlerContext) {
        guard let answer else { return fail("the answer has no header") }
        if frame.problem == .tooLarge {
            promise.fail(HTTPError.bodyTooLarge(limit: limit))
            context.close(promise: nil)
            return
        }
        let hasMessage = answer.status.code == 200 && answer.headerFields[.grpcStatus] == "0"
        do throws(MessageFrame.Problem) {
            let message = hasMessage || frame.problem != nil ? try frame.finish() : []
            promise.succeed(Response(head: answer, body: .bytes(message)))
        } catch {
            switch error {
            case .compressed: fail("it sent a compressed message, which was not offered")
            case .tooMany: fail("it sent more than one message")
            case .cutShort, .tooLarge: fail("the message is cut short")
            }
            context.close(promise: nil)
        }
    }
}
