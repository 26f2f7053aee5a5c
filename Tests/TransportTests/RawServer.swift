import HTTP
import NIOCore
import NIOPosix
import Synchronization

/// A server that answers each request on a connection with bytes as they are.
final class RawServer: Sendable {
    /// What it does with the n-th request of all.
    enum Answer: Sendable {
        /// Sends bytes and leaves the connection open.
        case bytes(String)
        /// Sends bytes and closes the connection.
        case last(String)
        /// Says nothing.
        case silence
    }

    private let answers: [Answer]
    private let channel: any Channel
    private let counts: Counts

    /// How many connections were made.
    var connections: Int { counts.connections.withLock { $0 } }
    /// How many requests came.
    var requests: Int { counts.requests.withLock { $0 } }
    /// Where it listens.
    var address: HTTP.SocketAddress {
        HTTP.SocketAddress(host: "127.0.0.1", port: channel.localAddress?.port ?? 0)
    }

    final class Counts: Sendable {
        let connections = Mutex(0)
        let requests = Mutex(0)
    }

    /// Listens on a free port; the last answer serves for all later requests.
    init(_ answers: [Answer]) async throws {
        self.answers = answers
        let counts = Counts()
        self.counts = counts
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(answers, counts))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
    }

    deinit { channel.close(promise: nil) }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let answers: [Answer]
        private let counts: Counts
        private var text = ""

        init(_ answers: [Answer], _ counts: Counts) {
            self.answers = answers
            self.counts = counts
        }

        func channelActive(context: ChannelHandlerContext) {
            counts.connections.withLock { $0 += 1 }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            // Requests in these tests have no body, or one that ends with this word.
            guard text.hasSuffix("\r\n\r\n") || text.hasSuffix("END") else { return }
            text = ""
            let number = counts.requests.withLock {
                $0 += 1
                return $0
            }
            let channel = context.channel
            switch answers[min(number, answers.count) - 1] {
            case .bytes(let text):
                channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
            case .last(let text):
                channel.writeAndFlush(ByteBuffer(string: text)).whenComplete { _ in
                    channel.close(promise: nil)
                }
            case .silence: break
            }
        }
    }
}
