internal import HTTP
internal import NIOCore
internal import NIOHTTP2
internal import NIOPosix
internal import Synchronization

/// A connection of HTTP/2 that carries calls of a client.
final class RPCClientConnection: Sendable {
    let channel: any Channel
    private let multiplexer: NIOHTTP2Handler.StreamMultiplexer
    private let end: ConnectionWatch
    private let future: Mutex<EventLoopFuture<RPCClientConnection>?> = Mutex(nil)

    private init(
        channel: any Channel,
        multiplexer: NIOHTTP2Handler.StreamMultiplexer,
        end: ConnectionWatch
    ) {
        self.channel = channel
        self.multiplexer = multiplexer
        self.end = end
    }

    /// Connects.
    static func make(
        host: String,
        port: Int,
        on loop: any EventLoop,
        timeout: TimeAmount
    ) -> EventLoopFuture<RPCClientConnection> {
        let end = ConnectionWatch()
        let made = ClientBootstrap(group: loop)
            .connectTimeout(timeout)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let http2 = NIOHTTP2Handler(
                        mode: .client,
                        eventLoop: channel.eventLoop,
                        connectionConfiguration: RPCConnection.configuration.connection,
                        streamConfiguration: RPCConnection.configuration.stream
                    ) { stream in
                        // Servers push nothing that a call asked for.
                        stream.close()
                    }
                    try channel.pipeline.syncOperations.addHandlers(
                        http2,
                        GoAwayReader(end)
                    )
                }
            }
            .connect(host: host, port: port)
            .flatMap { channel in
                channel.pipeline.handler(type: NIOHTTP2Handler.self)
                    .flatMap { $0.multiplexer }
                    .map {
                        RPCClientConnection(channel: channel, multiplexer: $0, end: end)
                    }
            }
        made.whenSuccess { connection in
            connection.future.withLock { $0 = made }
            connection.channel.closeFuture.whenComplete { _ in end.end() }
        }
        return made
    }

    /// Whether this is what a future came to.
    func isOutcome(of future: EventLoopFuture<RPCClientConnection>) -> Bool {
        self.future.withLock { $0 === future }
    }

    /// Calls once when no new calls are taken any more.
    func whenGone(_ body: @escaping @Sendable () -> Void) { end.whenEnded(body) }

    /// Opens a stream.
    func open(
        _ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> EventLoopFuture<any Channel> {
        multiplexer.createStreamChannel(initializer)
    }
}

/// Whether a connection takes new calls.
final class ConnectionWatch: Sendable {
    private let state: Mutex<(hasEnded: Bool, action: (@Sendable () -> Void)?)> = Mutex(
        (false, nil)
    )

    func whenEnded(_ body: @escaping @Sendable () -> Void) {
        let isNow = state.withLock { state in
            if !state.hasEnded { state.action = body }
            return state.hasEnded
        }
        if isNow { body() }
    }

    func end() {
        let action = state.withLock { state in
            state.hasEnded = true
            defer { state.action = nil }
            return state.action
        }
        action?()
    }
}

/// Sees when a server asks for no more streams.
final class GoAwayReader: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame

    private let watch: ConnectionWatch

    init(_ watch: ConnectionWatch) { self.watch = watch }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .goAway = unwrapInboundIn(data).payload { watch.end() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is NIOHTTP2Errors.StreamError { return }
        context.close(promise: nil)
    }
}
