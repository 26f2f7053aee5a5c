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
    ///   - isAsked: Whether all but the first piece leave only once the server has said something.
    /// - Returns: All that came back, as text.
    /// - Throws: What NIO throws when there is no connection.
    static func exchange(
        _ pieces: [String],
        with address: HTTP.SocketAddress,
        heads count: Int? = nil,
        whenAsked isAsked: Bool = false
    ) async throws -> String {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let all = loop.makePromise(of: String.self)
        let asked = loop.makePromise(of: Void.self)
        let channel = try await ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Collector(all, asked: asked, heads: count)
                    )
                }
            }
            .connect(host: address.host, port: address.port)
            .get()
        let limit = loop.scheduleTask(in: .seconds(20)) { channel.close(promise: nil) }
        for (index, piece) in pieces.enumerated() {
            if isAsked, index == 1 { try await asked.futureResult.get() }
            try? await channel.writeAndFlush(ByteBuffer(string: piece))
        }
        let text = try await all.futureResult.get()
        limit.cancel()
        try? await channel.close()
        return text
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let all: EventLoopPromise<String>
        private let asked: EventLoopPromise<Void>
        private let heads: Int?
        private var text = ""

        init(
            _ all: EventLoopPromise<String>,
            asked: EventLoopPromise<Void>,
            heads: Int?
        ) {
            self.all = all
            self.asked = asked
            self.heads = heads
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            asked.succeed()
            if let heads, text.utf8.split(separator: "\r\n\r\n".utf8).count > 0,
                text.ranges(of: "\r\n\r\n").count >= heads
            {
                all.succeed(text)
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            asked.succeed()
            all.succeed(text)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
