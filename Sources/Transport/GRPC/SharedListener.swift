public import HTTP
internal import NIOCore
internal import NIOPosix

/// Serves HTTP/1.1 and gRPC on one port in the clear, as an ingress does.
///
/// The first bytes of a connection tell which it is: clients of gRPC begin with the preface of HTTP/2
/// (RFC 9113, section 3.4). Calls are handed to the handler as ``RPCListener`` does.
public struct SharedListener: HTTPListener {
    private let address: HTTP.SocketAddress
    private let bodyLimit: Int
    private let grace: Duration

    /// Makes a listener.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 takes a free one.
    ///   - bodyLimit: The longest request body or message in bytes.
    ///   - grace: How long requests in flight may take after the task was cancelled.
    public init(
        _ address: HTTP.SocketAddress,
        bodyLimit: Int = 32 << 20,
        grace: Duration = .seconds(10)
    ) {
        self.address = address
        self.bodyLimit = bodyLimit
        self.grace = grace
    }

    /// Serves until the task is cancelled.
    ///
    /// - Throws: `HTTPError.cannotListen`.
    public func serve(
        _ handler: any Handler,
        onReady: @escaping @Sendable (HTTP.SocketAddress) -> Void
    ) async throws {
        let connections = ServerConnections()
        let register = RPCRegister()
        let bodyLimit = bodyLimit
        let settings = ServerConnection.Settings(bodyLimit: bodyLimit, runsOnLoop: true)
        let loops = LoopGroup.shared
        let bootstrap = ServerBootstrap(group: loops.group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let sniffer = PrefaceSniffer { isHTTP2 in
                        if isHTTP2 {
                            return try RPCConnection.serve(
                                channel,
                                handler,
                                messageLimit: bodyLimit,
                                register
                            )
                        }
                        try channel.pipeline.syncOperations.addHandler(
                            ServerConnection(
                                handler,
                                settings,
                                connections,
                                executor: loops.executor(of: channel.eventLoop)
                            )
                        )
                    }
                    try channel.pipeline.syncOperations.addHandler(sniffer)
                }
            }
        try await Binding.serve(bootstrap, at: address, onReady: onReady)
        async let calls: Void = register.drain(within: grace)
        async let requests: Void = connections.drain(within: grace)
        _ = await (calls, requests)
    }
}

/// Looks at the first bytes of a connection, makes of it what they ask for, and goes away.
final class PrefaceSniffer: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private static let preface = Array("PRI * HTTP/2.0\r\n".utf8)

    private let configure: (Bool) throws -> Void
    private var held: ByteBuffer?
    private var isDecided = false

    init(_ configure: @escaping (_ isHTTP2: Bool) throws -> Void) { self.configure = configure }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        if isDecided { return context.fireChannelRead(wrapInboundOut(buffer)) }
        if var before = held {
            before.writeBuffer(&buffer)
            buffer = before
        }
        held = buffer
        let bytes = buffer.readableBytesView
        let isPrefix = Self.preface.starts(with: bytes.prefix(Self.preface.count))
        // No request of HTTP/1.1 begins with so many of these bytes.
        if isPrefix, bytes.count < Self.preface.count { return }
        decide(isHTTP2: isPrefix, buffer, context)
    }

    private func decide(isHTTP2: Bool, _ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        isDecided = true
        held = nil
        do { try configure(isHTTP2) } catch { return context.close(promise: nil) }
        context.fireChannelRead(wrapInboundOut(buffer))
        context.fireChannelReadComplete()
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }
}

extension PrefaceSniffer {
    typealias InboundOut = ByteBuffer
}
