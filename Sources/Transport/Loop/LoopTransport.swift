public import HTTP
internal import NIOCore

/// Carries requests over HTTP/1.1 in the clear: the upstream side of the data plane.
///
/// Each event loop keeps connections of its own, so that a request that came in on a loop goes out
/// and comes back on the same thread. A request from any other thread takes the next loop.
public final class LoopTransport: HTTPTransport {
    private let loops = LoopGroup.shared
    private let pools: [UpstreamPool]
    private let turn = Turn()

    /// Makes a transport with pools of its own.
    ///
    /// - Parameters:
    ///   - connectTimeout: The longest time until a connection stands.
    ///   - idleTimeout: How long a connection is kept that nobody uses.
    public init(
        connectTimeout: Duration = .seconds(5),
        idleTimeout: Duration = .seconds(60)
    ) {
        let settings = UpstreamPool.Settings(
            connectTimeout: TimeAmount(connectTimeout),
            idleTimeout: TimeAmount(idleTimeout)
        )
        pools = LoopGroup.shared.members.map {
            UpstreamPool(loop: $0.loop, executor: $0.executor, settings)
        }
    }

    deinit { for pool in pools { pool.close() } }

    /// Sends a request and returns the answer.
    ///
    /// - Throws: `HTTPError`, or `CancellationError`.
    public func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        guard request.scheme != "https" else {
            throw HTTPError.insecure(url: request.url, reason: "only plain HTTP is spoken here")
        }
        var request = WireFields.framed(request)
        if case .stream = request.body { request.body = .bytes(try await request.body.collected()) }
        let pool = pools[loops.current ?? turn.next(of: pools.count)]
        let exchange = UpstreamExchange(request, options, pool)
        return try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                if pool.loop.inEventLoop {
                    pool.start(exchange, continuation)
                } else {
                    pool.loop.execute { pool.start(exchange, continuation) }
                }
            }
        } onCancel: {
            pool.loop.execute { exchange.cancel() }
        }
    }
}
