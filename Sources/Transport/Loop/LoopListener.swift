internal import Glibc
public import HTTP
internal import NIOCore
internal import NIOPosix

/// Serves HTTP/1.1 in the clear with a codec of our own: the listener of the data plane.
///
/// ``NIOListener`` serves the same handlers, also over TLS, at twice the cost or more a request.
public struct LoopListener: HTTPListener {
    /// Where handlers run.
    public enum Execution: Sendable {
        /// On the connection's event loop, without a change of threads: for handlers that wait and
        /// never work long.
        case onLoop
        /// On the threads of Swift's concurrency: for handlers that compute.
        case offLoop
    }

    private let address: HTTP.SocketAddress
    private let settings: ServerConnection.Settings
    private let grace: Duration

    /// Makes a listener.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 takes a free one.
    ///   - bodyLimit: The longest request body in bytes. The body of a request with a longer one is
    ///     a stream that throws `HTTPError.bodyTooLarge`.
    ///   - grace: How long requests in flight may take after the task was cancelled.
    ///   - execution: Where handlers run.
    public init(
        _ address: HTTP.SocketAddress,
        bodyLimit: Int = 32 << 20,
        grace: Duration = .seconds(10),
        execution: Execution
    ) {
        self.address = address
        self.grace = grace
        settings = ServerConnection.Settings(
            bodyLimit: bodyLimit,
            runsOnLoop: execution == .onLoop
        )
    }

    /// Serves until the task is cancelled.
    ///
    /// - Throws: `HTTPError.cannotListen`.
    public func serve(
        _ handler: any Handler,
        onReady: @escaping @Sendable (HTTP.SocketAddress) -> Void
    ) async throws {
        let connections = ServerConnections()
        let settings = settings
        let loops = LoopGroup.shared
        let bootstrap = ServerBootstrap(group: loops.group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(
                .recvAllocator,
                value: FixedSizeRecvByteBufferAllocator(capacity: 64 << 10)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ServerConnection(
                            handler,
                            settings,
                            connections,
                            executor: loops.executor(of: channel.eventLoop)
                        )
                    )
                }
            }
        try await Binding.serve(bootstrap, at: address, onReady: onReady)
        await connections.drain(within: grace)
    }
}
