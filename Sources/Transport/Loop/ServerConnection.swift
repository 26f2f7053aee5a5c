internal import HTTP
internal import HTTPTypes
internal import NIOCore

/// One connection of a client: takes its requests apart, has each answered, writes the answers in
/// order.
///
/// All state belongs to the channel's event loop, which is the lock that makes it sendable.
final class ServerConnection: ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    struct Settings: Sendable {
        /// The longest body in bytes.
        var bodyLimit: Int
        var runsOnLoop: Bool
        /// How long a connection without a request is kept; the executor's figure.
        var idleTimeout = TimeAmount.seconds(65)
        /// How long a header may take from its first byte.
        var headTimeout = TimeAmount.seconds(30)
    }

    /// What a client may send ahead while a request is answered, in bytes.
    private static let aheadLimit = 256 << 10

    private let handler: any Handler
    private let settings: Settings
    private let connections: ServerConnections
    private let executor: LoopExecutor
    private var decoder: RequestDecoder
    private var context: ChannelHandlerContext?
    private let ended: EventLoopPromise<Void>
    private let loop: any EventLoop
    /// What came while a request was answered.
    private var ahead: ByteBuffer?
    private var isReadHeld = false
    private var task: Task<Void, Never>?
    private var isAnswering = false
    private var isStreaming = false
    private var isDraining = false
    /// Whether the last answer is out and only the client's end is waited for.
    private var isLingering = false
    private var output = ByteBuffer()
    private var lastActivity = NIODeadline.now()
    private var peer: Peer?

    init(
        _ handler: any Handler,
        _ settings: Settings,
        _ connections: ServerConnections,
        executor: LoopExecutor
    ) {
        self.handler = handler
        self.settings = settings
        self.connections = connections
        self.executor = executor
        loop = executor.loop
        ended = loop.makePromise()
        decoder = RequestDecoder(bodyLimit: settings.bodyLimit)
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        // Where the first bytes were looked at before it was known what they are.
        if context.channel.isActive { begin(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        connections.remove(self)
        ended.succeed()
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        if !connections.add(self) { return context.close(promise: nil) }
        watchIdleness(after: settings.idleTimeout)
    }

    func channelInactive(context: ChannelHandlerContext) {
        connections.remove(self)
        ended.succeed()
        // Nobody waits for the answer any more.
        task?.cancel()
        task = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isLingering { return }
        lastActivity = .now()
        var buffer = unwrapInboundIn(data)
        if isAnswering {
            if ahead == nil { ahead = buffer } else { ahead?.writeBuffer(&buffer) }
        } else {
            executor.whileRunning { self.take(buffer) }
        }
    }

    func read(context: ChannelHandlerContext) {
        // A client that sends ahead without reading is not read from until it is answered.
        if isAnswering, (ahead?.readableBytes ?? 0) > Self.aheadLimit {
            isReadHeld = true
        } else {
            context.read()
        }
    }

    // MARK: Requests

    private func take(_ buffer: ByteBuffer) {
        var offset = 0
        let count = buffer.readableBytes
        buffer.withUnsafeReadableBytes { bytes in
            while !isAnswering, !isLingering {
                do throws(WireError) {
                    guard let event = try decoder.next(bytes, &offset) else { break }
                    switch event {
                    case .waits: writeContinue()
                    case .request(let head, let body): start(head, .bytes(body), head.keepsAlive)
                    }
                } catch {
                    refuse(error)
                }
            }
        }
        guard offset < count, isAnswering else { return }
        ahead = buffer.getSlice(at: buffer.readerIndex + offset, length: count - offset)
    }

    /// Answers what is no request, and ends the connection.
    private func refuse(_ error: WireError) {
        if case .bodyTooLong(let limit) = error, let head = decoder.head {
            let (stream, continuation) = ByteStream.makeStream()
            continuation.finish(throwing: HTTPError.bodyTooLarge(limit: limit))
            return start(head, .stream(stream), false)
        }
        let response = Response(
            HTTPResponse.Status(code: error.status),
            type: "text/plain; charset=utf-8",
            body: .text("\(error.status) \(ReasonPhrase.of(error.status)): \(error.message)\n")
        )
        isAnswering = true
        write(response, to: Exchange(isHead: false, keepsAlive: false, takesChunks: true))
    }

    /// What an answer needs to know of its request.
    struct Exchange: Sendable {
        var isHead: Bool
        var keepsAlive: Bool
        var takesChunks: Bool
    }

    private func start(_ head: RequestHead, _ body: Body, _ keepsAlive: Bool) {
        isAnswering = true
        let exchange = Exchange(
            isHead: head.method == .head,
            keepsAlive: keepsAlive,
            takesChunks: head.takesChunks
        )
        let request = Request(
            method: head.method,
            authority: head.authority,
            target: head.target,
            fields: head.fields,
            body: body,
            peer: knownPeer()
        )
        let handler = handler
        if settings.runsOnLoop {
            task = Task(executorPreference: executor) {
                let response = await handler.respond(to: request)
                await self.answer(response, exchange)
            }
        } else {
            let executor = executor
            task = Task {
                let response = await handler.respond(to: request)
                await withTaskExecutorPreference(executor) {
                    await self.answer(response, exchange)
                }
            }
        }
    }

    private func knownPeer() -> Peer {
        if let peer { return peer }
        let known = Peer(address: context?.channel.remoteAddress?.ipAddress ?? "")
        peer = known
        return known
    }

    // MARK: Answers

    /// Writes an answer; on the loop.
    private func answer(_ response: Response, _ exchange: Exchange) async {
        loop.preconditionInEventLoop()
        guard case .stream(let stream) = response.body else {
            return write(response, to: exchange)
        }
        await write(stream, of: response, to: exchange)
    }

    private func write(_ response: Response, to exchange: Exchange) {
        guard let context else { return }
        let body = response.body.bytes ?? []
        let closes = !exchange.keepsAlive || isDraining
        let isBodyless = exchange.isHead || response.status == 204 || response.status == 304
        output.clear()
        HeadWriter.write(
            WireFields.framed(response),
            length: isBodyless && (body.isEmpty || !exchange.isHead) ? -1 : body.count,
            closes: closes,
            to: &output
        )
        if isBodyless || body.isEmpty {
            context.writeAndFlush(wrapOutboundOut(output), promise: nil)
        } else {
            WireBody.write(body, after: &output, context)
        }
        end(closes: closes)
    }

    private func write(
        _ stream: ByteStream,
        of response: Response,
        to exchange: Exchange
    ) async {
        let closes = !exchange.keepsAlive || !exchange.takesChunks || isDraining
        if isDraining { return closeNow() }
        isStreaming = true
        output.clear()
        HeadWriter.write(
            WireFields.framed(response),
            length: exchange.takesChunks ? nil : -1,
            closes: closes,
            to: &output
        )
        do {
            try await send(output)
            if !exchange.isHead {
                for try await piece in stream where !piece.isEmpty {
                    var buffer = ByteBuffer()
                    if exchange.takesChunks {
                        buffer.writeString(String(piece.count, radix: 16))
                        buffer.writeStaticString("\r\n")
                    }
                    buffer.writeBytes(piece)
                    if exchange.takesChunks { buffer.writeStaticString("\r\n") }
                    try await send(buffer)
                }
            }
            try Task.checkCancellation()
            if exchange.takesChunks, !exchange.isHead {
                try await send(ByteBuffer(staticString: "0\r\n\r\n"))
            }
            isStreaming = false
            end(closes: closes)
        } catch {
            // Without the last chunk the client knows that the body was cut.
            closeNow()
        }
    }

    /// Writes and waits until it has left, so that a stream is no faster than its reader.
    private func send(_ buffer: ByteBuffer) async throws {
        guard let context else { throw ChannelError.ioOnClosedChannel }
        try await context.channel.writeAndFlush(buffer).get()
    }

    private func writeContinue() {
        let buffer = ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")
        context?.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    private func end(closes: Bool) {
        task = nil
        lastActivity = .now()
        isAnswering = false
        if closes { return linger() }
        if let buffer = ahead {
            ahead = nil
            executor.whileRunning { self.take(buffer) }
        }
        if isReadHeld {
            isReadHeld = false
            context?.read()
        }
    }

    /// Ends the connection so that the client can still read the answer: it would be lost when the
    /// client were still sending (RFC 9112, section 9.6).
    private func linger() {
        isLingering = true
        ahead = nil
        guard let context else { return }
        let channel = context.channel
        context.close(mode: .output, promise: nil)
        loop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }

    private func closeNow() { context?.close(promise: nil) }

    // MARK: Ends

    /// Closes the connection as soon as nothing is in flight, at the latest after `grace`.
    func drain(within grace: TimeAmount) {
        loop.execute {
            self.isDraining = true
            guard self.isAnswering, !self.isStreaming else { return self.closeNow() }
            self.loop.scheduleTask(in: grace) { self.closeNow() }
        }
    }

    func waitForEnd() async { try? await ended.futureResult.get() }

    /// One timer a connection looks from time to time; setting one a request would cost more.
    private func watchIdleness(after delay: TimeAmount) {
        loop.scheduleTask(in: delay) {
            guard self.context != nil else { return }
            let isSlow = self.decoder.isInside && self.decoder.head == nil
            let limit = isSlow ? self.settings.headTimeout : self.settings.idleTimeout
            let rest = self.lastActivity + limit - .now()
            if self.isAnswering {
                self.watchIdleness(after: self.settings.idleTimeout)
            } else if rest <= .zero {
                self.closeNow()
            } else {
                self.watchIdleness(after: rest)
            }
        }
    }
}
