internal import HTTP
internal import HTTPTypes
internal import NIOCore

/// One request on its way to a server and back.
///
/// All state belongs to the pool's event loop, which is the lock that makes it sendable.
final class UpstreamExchange: @unchecked Sendable {
    let request: Request
    let options: RequestOptions
    let deadline: NIODeadline?
    private unowned let pool: UpstreamPool
    private var continuation: UnsafeContinuation<Response, any Error>?
    /// What carries it now.
    var connection: UpstreamConnection?
    private(set) var isDone = false
    private var isCancelled = false
    /// Where a streamed body goes once its header was handed over.
    private var stream: ByteStream.Continuation?

    init(_ request: Request, _ options: RequestOptions, _ pool: UpstreamPool) {
        self.request = request
        self.options = options
        self.pool = pool
        deadline = options.timeout.map { .now() + TimeAmount($0) }
    }

    /// Whether it may be sent once more although it may have been received.
    var isRepeatable: Bool {
        switch request.method {
        case .get, .head, .options, .put, .delete: true
        default: options.isRepeatable
        }
    }

    var bodyLimit: Int {
        switch options.delivery {
        case .collected(let limit): limit
        case .streamed: .max
        }
    }

    /// Takes who waits for the answer; one who gave up before this is told so at once.
    func begin(_ continuation: UnsafeContinuation<Response, any Error>) {
        self.continuation = continuation
        if isCancelled { finish(.failure(CancellationError())) }
    }

    func succeed(_ head: ResponseHead, _ body: [UInt8]) {
        if let stream {
            isDone = true
            if !body.isEmpty { stream.yield(body) }
            return stream.finish()
        }
        finish(.success(Self.response(head, .bytes(body))))
    }

    /// Hands the header of a streamed answer over, then each piece.
    func pass(_ head: ResponseHead, _ piece: [UInt8]) {
        guard options.delivery == .streamed, !isDone else { return }
        if stream == nil {
            let (pieces, stream) = ByteStream.makeStream()
            self.stream = stream
            let loop = pool.loop
            stream.onTermination = { _ in loop.execute { self.cancel() } }
            continuation?.resume(returning: Self.response(head, .stream(pieces)))
            continuation = nil
        }
        if !piece.isEmpty { stream?.yield(piece) }
    }

    func fail(_ error: any Error) {
        if let stream, !isDone {
            isDone = true
            return stream.finish(throwing: error)
        }
        finish(.failure(error))
    }

    /// Gives up, be it before it has begun; a connection that carries it is closed, since its answer
    /// would come to nobody.
    func cancel() {
        guard !isDone else { return }
        isCancelled = true
        let carrier = connection
        fail(CancellationError())
        carrier?.abandon()
    }

    private func finish(_ result: Result<Response, any Error>) {
        guard !isDone, let continuation else { return }
        isDone = true
        self.continuation = nil
        continuation.resume(with: result)
    }

    private static func response(_ head: ResponseHead, _ body: Body) -> Response {
        Response(
            statusLine: HTTPResponse.Status(code: head.status, reasonPhrase: head.reason),
            fields: head.fields,
            body: body
        )
    }
}
