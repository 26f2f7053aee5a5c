internal import HTTP
internal import HTTPTypes
internal import NIOCore

/// One connection to a server, which carries one request at a time.
///
/// All state belongs to the channel's event loop, which is the lock that makes it sendable.
final class UpstreamConnection: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let pool: UpstreamPool
    private let host: UpstreamHost
    private var context: ChannelHandlerContext?
    private var exchange: UpstreamExchange?
    private var decoder = ResponseDecoder(toHead: false, bodyLimit: 0)
    private var output = ByteBuffer()
    private var freeSince = NIODeadline.now()
    /// Whether a timer is set that looks at deadlines, and when it does.
    private var timer: Scheduled<Void>?
    private var timerAt = NIODeadline.distantFuture
    /// Whether the request that it carries is its first.
    var isFirst = false

    init(_ pool: UpstreamPool, _ host: UpstreamHost) {
        self.pool = pool
        self.host = host
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelInactive(context: ChannelHandlerContext) {
        host.remove(self)
        timer?.cancel()
        pool.executor.whileRunning { self.ended("it was closed") }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let reason = UpstreamFailure.reason(error)
        pool.executor.whileRunning { self.ended(reason) }
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let exchange else {
            // Nothing was asked: whatever it says now would be taken for the next answer.
            return context.close(promise: nil)
        }
        let buffer = unwrapInboundIn(data)
        pool.executor.whileRunning { self.take(buffer, exchange) }
    }

    private func take(_ buffer: ByteBuffer, _ exchange: UpstreamExchange) {
        var offset = 0
        var isWhole = false
        do throws(WireError) {
            let result: Result<Bool, WireError> = buffer.withUnsafeReadableBytes { bytes in
                do throws(WireError) { return .success(try decoder.read(bytes, &offset)) } catch {
                    return .failure(error)
                }
            }
            isWhole = try result.get()
        } catch {
            self.exchange = nil
            exchange.connection = nil
            exchange.fail(UpstreamFailure.malformed(error, exchange))
            context?.close(promise: nil)
            return
        }
        guard let head = decoder.head else { return }
        if isWhole {
            finish(exchange, head, isClean: offset == buffer.readableBytes)
        } else if exchange.options.delivery == .streamed {
            exchange.pass(head, decoder.takeBody())
        }
    }

    private func finish(_ exchange: UpstreamExchange, _ head: ResponseHead, isClean: Bool) {
        self.exchange = nil
        exchange.connection = nil
        let body = decoder.takeBody()
        // Free before the answer is handed over, so that the next step can have it.
        if head.keepsAlive, isClean { release() } else { context?.close(promise: nil) }
        exchange.succeed(head, body)
    }

    /// What the end of the connection means for the request that it carries.
    private func ended(_ reason: String) {
        guard let exchange else { return }
        self.exchange = nil
        exchange.connection = nil
        if let head = decoder.head, decoder.isCompleteAtEnd() {
            exchange.succeed(head, decoder.takeBody())
        } else if !isFirst, !decoder.hasBegun, exchange.isRepeatable, !exchange.isDone {
            // The server closed a kept connection while the request was on its way.
            pool.connect(to: host, for: exchange)
        } else {
            exchange.fail(HTTPError.interrupted(url: exchange.request.url, reason: reason))
        }
    }

    // MARK: Requests

    /// Sends a request; the connection is free.
    func send(_ exchange: UpstreamExchange) {
        guard let context else {
            return exchange.fail(
                HTTPError.interrupted(url: exchange.request.url, reason: "it was closed")
            )
        }
        self.exchange = exchange
        exchange.connection = self
        decoder = ResponseDecoder(
            toHead: exchange.request.method == .head,
            bodyLimit: exchange.bodyLimit
        )
        let body = exchange.request.body.bytes ?? []
        output.clear()
        HeadWriter.write(exchange.request, length: body.count, to: &output)
        WireBody.write(body, after: &output, context)
        if let deadline = exchange.deadline { watch(deadline) }
    }

    /// Makes the connection free for the next request.
    func release() {
        isFirst = false
        guard let context, pool.keeps, context.channel.isActive else {
            context?.close(promise: nil)
            return
        }
        freeSince = .now()
        host.free.append(self)
        watch(freeSince + pool.settings.idleTimeout)
    }

    /// Closes the connection; what it carries has been told.
    func abandon() {
        exchange = nil
        context?.close(promise: nil)
    }

    // MARK: Time

    /// Looks at a time whether something is over; a timer that looks earlier serves as well.
    private func watch(_ time: NIODeadline) {
        guard time < timerAt else { return }
        timer?.cancel()
        timerAt = time
        timer = pool.loop.scheduleTask(deadline: time) { self.look() }
    }

    private func look() {
        timer = nil
        timerAt = .distantFuture
        let now = NIODeadline.now()
        guard let exchange else {
            let end = freeSince + pool.settings.idleTimeout
            if end > now { return watch(end) }
            host.remove(self)
            context?.close(promise: nil)
            return
        }
        guard let deadline = exchange.deadline else { return }
        if deadline > now { return watch(deadline) }
        self.exchange = nil
        exchange.connection = nil
        let isStarted = exchange.options.delivery == .streamed && decoder.head != nil
        if isStarted {
            // A streamed answer has its time until its header is there.
            self.exchange = exchange
            exchange.connection = self
            return
        }
        pool.executor.whileRunning {
            exchange.fail(HTTPError.timedOut(url: exchange.request.url))
        }
        context?.close(promise: nil)
    }
}
