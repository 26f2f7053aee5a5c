internal import Glibc
public import HTTP
internal import NIOCore
internal import NIOPosix

/// Serves unary calls of gRPC over HTTP/2 in the clear, with SwiftNIO.
///
/// A handler sees a call as a request: the path is the method's full name, the fields are its
/// metadata, the body is the message, unread. What it answers is sent back the same way; its fields
/// `grpc-status` and `grpc-message` follow as trailers, and are made of the status of HTTP where they
/// are missing. A message that is too large or not whole is a body that throws, so that the handler
/// can count it.
public struct RPCListener: HTTPListener {
    private let address: HTTP.SocketAddress
    private let messageLimit: Int
    private let grace: Duration

    /// Makes a listener.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 takes a free one.
    ///   - messageLimit: The longest message in bytes.
    ///   - grace: How long calls in flight may take after the task was cancelled.
    public init(
        _ address: HTTP.SocketAddress,
        messageLimit: Int = 32 << 20,
        grace: Duration = .seconds(10)
    ) {
        self.address = address
        self.messageLimit = messageLimit
        self.grace = grace
    }

    /// Serves until the task is cancelled.
    ///
    /// - Throws: `HTTPError.cannotListen`.
    public func serve(
        _ handler: any Handler,
        onReady: @escaping @Sendable (HTTP.SocketAddress) -> Void
    ) async throws {
        let register = RPCRegister()
        let messageLimit = messageLimit
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try RPCConnection.serve(
                        channel,
                        handler,
                        messageLimit: messageLimit,
                        register
                    )
                }
            }
        try await Binding.serve(bootstrap, at: address, onReady: onReady)
        await register.drain(within: grace)
    }
}
