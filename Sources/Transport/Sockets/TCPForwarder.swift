public import HTTP
internal import NIOCore
internal import NIOPosix

/// Passes connections of one address on to others, byte by byte.
public struct TCPForwarder: Sendable {
    private let address: HTTP.SocketAddress
    private let choose: @Sendable () -> HTTP.SocketAddress?

    /// Makes a forwarder.
    ///
    /// - Parameters:
    ///   - address: Where to listen.
    ///   - choose: Says for each new connection where it goes; `nil` closes it at once.
    public init(
        _ address: HTTP.SocketAddress,
        choose: @escaping @Sendable () -> HTTP.SocketAddress?
    ) {
        self.address = address
        self.choose = choose
    }

    /// Forwards until the task is cancelled, which closes all connections.
    ///
    /// - Throws: `HTTPError.cannotListen`.
    public func run(onReady: @escaping @Sendable (HTTP.SocketAddress) -> Void) async throws {
        let connections = ConnectionRegister()
        let choose = choose
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                connections.add(channel)
                channel.closeFuture.whenComplete { _ in connections.remove(channel) }
                guard let target = choose() else {
                    return channel.eventLoop.makeFailedFuture(ChannelError.eof)
                }
                return TCPForwarder.join(channel, to: target)
            }
        try await Binding.serve(bootstrap, at: address, onReady: onReady)
        await connections.drain(within: .zero)
    }

    private static func join(
        _ client: any Channel,
        to target: HTTP.SocketAddress
    ) -> EventLoopFuture<Void> {
        ClientBootstrap(group: client.eventLoop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connectTimeout(.seconds(5))
            .connect(host: target.host, port: target.port)
            .flatMapThrowing { server in
                try client.pipeline.syncOperations.addHandler(PassingHandler(to: server))
                try server.pipeline.syncOperations.addHandler(PassingHandler(to: client))
                server.read()
            }
    }
}

/// Writes what arrives on its channel to another one, and reads on when that has left.
private final class PassingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let other: any Channel

    init(to other: any Channel) { self.other = other }

    func channelActive(context: ChannelHandlerContext) {
        // The accepted channel becomes active only now; a read asked for earlier is forgotten.
        context.read()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = context.channel
        other.writeAndFlush(unwrapInboundIn(data)).whenComplete { result in
            switch result {
            case .success: channel.read()
            case .failure: channel.close(promise: nil)
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { other.close(mode: .output, promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        other.close(promise: nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
