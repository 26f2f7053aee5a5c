public import HTTP
internal import HTTPTypes

/// Carries requests with libcurl: one pool of connections, HTTP/2 where a TLS server has it.
public final class CurlTransport: HTTPTransport {
    private let engine: CurlEngine

    /// Makes a transport with a pool of connections of its own.
    ///
    /// - Parameters:
    ///   - security: What is trusted and shown over TLS.
    ///   - connectTimeout: The longest time until a connection stands.
    ///   - proxy: The URL of an HTTP or SOCKS5 proxy, which also looks up the names of hosts; `nil`
    ///     for none.
    ///   - decompresses: Whether compressed answers are asked for and unpacked.
    public init(
        security: ClientSecurity = ClientSecurity(),
        connectTimeout: Duration = .seconds(5),
        proxy: String? = nil,
        decompresses: Bool = false
    ) {
        engine = CurlEngine(
            CurlSettings(
                security: security,
                connectTimeout: connectTimeout,
                proxy: proxy.map(CurlTransport.resolvingThere),
                decompresses: decompresses
            )
        )
    }

    deinit { engine.stop() }

    /// libcurl's `socks5` looks up names here, which behind a VPN's proxy fails; Go's, and with it
    /// kubectl's, has the proxy do it.
    private static func resolvingThere(_ proxy: String) -> String {
        proxy.hasPrefix("socks5://") ? "socks5h://" + proxy.dropFirst("socks5://".count) : proxy
    }

    /// Sends a request and returns the answer.
    ///
    /// - Throws: `HTTPError`, or `CancellationError`.
    public func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        let body = try await request.body.collected()
        try Task.checkCancellation()
        let id = engine.makeID()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                engine.start(
                    CurlEngine.Job(
                        id: id,
                        request: request,
                        body: body,
                        options: options,
                        owner: self,
                        continuation: continuation
                    )
                )
                // A task that was cancelled before this had its handler called before there was
                // anything to end.
                if Task.isCancelled { engine.cancel(id) }
            }
        } onCancel: {
            engine.cancel(id)
        }
    }
}

/// How all transfers of one transport are made.
struct CurlSettings: Sendable {
    var security: ClientSecurity
    var connectTimeout: Duration
    var proxy: String?
    var decompresses: Bool
}
