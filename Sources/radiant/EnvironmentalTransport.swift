import HTTP
import KubernetesClient
import Synchronization
import Transport

/// Carries requests to anywhere, through the proxy that the environment names for each.
final class EnvironmentalTransport: HTTPTransport {
    private let environment: ProxyEnvironment
    private let transports = Mutex<[String: CurlTransport]>([:])

    init(_ variables: [String: String]) { environment = ProxyEnvironment(variables) }

    func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        let proxy = environment.proxy(for: request.url)
        let transport = transports.withLock { transports in
            if let known = transports[proxy ?? ""] { return known }
            let new = CurlTransport(proxy: proxy, decompresses: true)
            transports[proxy ?? ""] = new
            return new
        }
        return try await transport.send(request, options)
    }
}
