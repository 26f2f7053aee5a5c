import Kubernetes

/// Where a Prometheus is that knows the orchestrators' counters.
public enum PrometheusPlace: Sendable, Hashable, CustomStringConvertible {
    /// At a URL that this machine reaches, without a slash at its end.
    case url(String)
    /// Behind a port of a Service of the cluster, through the API server.
    case service(namespace: String, name: String, port: String)

    /// Reads `http://prometheus.example:9090` or `monitoring/prometheus:9090`.
    public init?(parsing text: String) {
        if text.hasPrefix("http://") || text.hasPrefix("https://") {
            self = .url(text.hasSuffix("/") ? String(text.dropLast()) : text)
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let colon = parts[1].lastIndex(of: ":"), !parts[0].isEmpty,
            colon > parts[1].startIndex, colon < parts[1].index(before: parts[1].endIndex)
        else { return nil }
        self = .service(
            namespace: String(parts[0]),
            name: String(parts[1][..<colon]),
            port: String(parts[1][parts[1].index(after: colon)...])
        )
    }

    /// The place as it is written.
    public var description: String {
        switch self {
        case .url(let url): url
        case .service(let namespace, let name, let port): "\(namespace)/\(name):\(port)"
        }
    }

    /// The place that a Service is, when it has a port for Prometheus' API.
    init?(_ service: Service) {
        let names = ["web", "http-web", "http", "server"]
        let port =
            service.ports.first { names.contains($0.name) }
            ?? service.ports.first { $0.port == 9090 || $0.port == 80 }
        guard let port else { return nil }
        self = .service(
            namespace: service.namespace,
            name: service.name,
            port: port.name.isEmpty ? "\(port.port)" : port.name
        )
    }
}
