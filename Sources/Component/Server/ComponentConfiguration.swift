import Documents
public import HTTP
public import Serving

/// Where a component listens, and what it is called.
public struct ComponentConfiguration: Sendable {
    /// The address of the REST server.
    public var address: SocketAddress
    /// The address of the gRPC server.
    public var rpcAddress: SocketAddress
    /// The longest message over gRPC, in bytes.
    public var rpcMessageLimit: Int
    /// The address of the metrics page.
    public var metricsAddress: SocketAddress
    /// The path of the metrics page.
    public var metricsPath: String
    /// The names under which it is counted and told of.
    public var identity: ComponentIdentity
    /// The parameters of the manifest.
    public var parameters: Parameters
    /// How much of a request is taken.
    public var limits: Limits
    /// How many calls run at a time, unless the component says otherwise.
    public var concurrency: Int
    /// How many calls may wait for their turn; one more is answered with 503.
    public var queueLimit: Int
    /// Whether replies tell what was measured.
    public var tellsMetrics: Bool

    /// Makes a configuration for a host, with the ports of Seldon's wrapper.
    public init(host: String = "127.0.0.1", identity: ComponentIdentity = ComponentIdentity()) {
        address = SocketAddress(host: host, port: 9000)
        rpcAddress = SocketAddress(host: host, port: 5000)
        rpcMessageLimit = 32 << 20
        metricsAddress = SocketAddress(host: host, port: 6000)
        metricsPath = "/metrics"
        self.identity = identity
        parameters = Parameters()
        limits = Limits()
        concurrency = 4
        queueLimit = 256
        tellsMetrics = true
    }

    /// Reads the environment that Seldon's operator gives to a container.
    ///
    /// The address to bind is `POD_IP`, or 127.0.0.1. `RADIANT_CONCURRENCY` and
    /// `RADIANT_QUEUE_LIMIT` set the limits of calls. Of the pod's annotations, in the file that
    /// `SELDON_PODINFO` names, `seldon.io/grpc-max-message-size` is read.
    ///
    /// - Parameters:
    ///   - environment: The environment of the process.
    ///   - readFile: Reads a file whole; one that is not there has no annotations.
    /// - Throws: `ComponentError.badParameter`.
    public init(
        environment: [String: String],
        readFile: (String) throws -> String = { _ in "" }
    ) throws(ComponentError) {
        let host = environment["POD_IP"].flatMap { $0.isEmpty ? nil : $0 } ?? "127.0.0.1"
        self.init(host: host, identity: ComponentIdentity(environment: environment))
        address.port = try Self.port("PREDICTIVE_UNIT_HTTP_SERVICE_PORT", environment) ?? 9000
        rpcAddress.port = try Self.port("PREDICTIVE_UNIT_GRPC_SERVICE_PORT", environment) ?? 5000
        metricsAddress.port =
            try Self.port("PREDICTIVE_UNIT_METRICS_SERVICE_PORT", environment) ?? 6000
        metricsPath = environment["PREDICTIVE_UNIT_METRICS_ENDPOINT"] ?? metricsPath
        if let text = environment["PREDICTIVE_UNIT_PARAMETERS"] {
            parameters = try Parameters(parsing: text)
        }
        let podinfo = environment["SELDON_PODINFO"] ?? "/etc/podinfo/annotations"
        let limit = "seldon.io/grpc-max-message-size"
        let annotations = PodAnnotations(parsing: (try? readFile(podinfo)) ?? "")
        if let text = annotations[limit] {
            guard let bytes = Int(text), (1...Int(Int32.max)).contains(bytes) else {
                throw .badParameter(name: limit, value: text, expected: "a number of bytes")
            }
            rpcMessageLimit = bytes
        }
        let known = Parameters(environment)
        concurrency = max(1, try known.int("RADIANT_CONCURRENCY", default: concurrency))
        queueLimit = max(0, try known.int("RADIANT_QUEUE_LIMIT", default: queueLimit))
        tellsMetrics = try known.bool("INCLUDE_METRICS_IN_CLIENT_RESPONSE", default: true)
    }

    private static func port(
        _ name: String,
        _ environment: [String: String]
    ) throws(ComponentError) -> Int? {
        guard let text = environment[name] else { return nil }
        guard let port = Int(text), (0...65535).contains(port) else {
            throw .badParameter(name: name, value: text, expected: "a port")
        }
        return port
    }
}
