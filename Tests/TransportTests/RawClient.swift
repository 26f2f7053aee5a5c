import HTTP
import NIOCore
import NIOPosix

/// A client that writes bytes as they are, for what no well-behaved client would send.
enum RawClient {
    /// Writes pieces one after another and returns all that came back.
    ///
    /// - Parameters:
    ///   - pieces: What is sent; each leaves by itself.
    ///   - address: Where to.
    ///   - count: How many empty lines of headers end the wait; `nil` waits until the server closes.
    /// - Returns: All that came back, as text.
    /// - Throws: What NIO throws when there is no connection.
    static func exchange(
        _ pieces: [String],
        with address: HTTP.SocketAddress,
        heads count: Int? = nil
    ) async throws -> String {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let all = loop.makePromise(of: String.self)
        let channel = try await ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(all, heads: count))
                }
            }
            .connect(host: address.host, port: address.port)
            .get()
        let limit = loop.scheduleTask(in: .seconds(20)) { channel.close(promise: nil) }
        for piece in pieces { try? await channel.writeAndFlush(ByteBuffer(string: piece)) }
        let text = try await all.futureResult.get()
        limit.cancel()
        try? await channel.close()
        return text
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let all: EventLoopPromise<String>
        private let heads: Int?
        private var text = ""

        init(_ all: EventLoopPromise<String>, heads: Int?) {
            self.all = all
            self.heads = heads
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            if let heads, text.utf8.split(separator: "\r\n\r\n".utf8).count > 0,
                text.ranges(of: "\r\n\r\n").count >= heads
            {
                all.succeed(text)
            }
        }

        func channelInactive(context: ChannelHandlerContext) { all.succeed(text) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
