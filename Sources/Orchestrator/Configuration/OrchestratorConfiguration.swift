public import HTTP
public import Inference
public import Serving

/// What an orchestrator serves, and where.
public struct OrchestratorConfiguration: Sendable {
    /// The deployment.
    public var deployment: String
    /// The namespace.
    public var namespace: String
    /// The predictor.
    public var predictor: String
    /// The predictor's annotation `version`, which metrics bear; empty without one.
    public var predictorVersion: String
    /// The graph of the predictor.
    public var graph: InferenceGraph
    /// The address of the REST server.
    public var address: SocketAddress
    /// The port of the gRPC server, at the address of the REST server.
    public var grpcPort: Int
    /// The payload protocol of the graph.
    public var payloads: PayloadProtocol { front.payloads }
    /// Whether nodes are known to be ready by their gRPC ports; both transports are always served.
    public var prefersRPC: Bool
    /// The longest time of one call of a node over REST; `nil` for no limit.
    public var nodeTimeout: Duration?
    /// How often a call is tried again that nobody accepted; nothing was sent then.
    public var connectRetries: Int
    /// The longest time until a connection to a node stands; `nil` for the client's own.
    public var connectTimeout: Duration?
    /// How payloads are logged, for nodes that have a `logger`.
    public var payloadLog: PayloadLogSettings
    /// The longest time of one call of a node over gRPC; `nil` for no limit.
    public var rpcTimeout: Duration?
    /// The longest message over gRPC, in bytes, in either direction.
    public var rpcMessageLimit: Int
    /// Whether readiness asks every node's health instead of connecting to it.
    public var fullHealthChecks: Bool
    /// Whether replies tell the routes that they took.
    public var injectsRouting: Bool
    /// How long requests in flight may take when the server ends.
    public var gracefulTimeout: Duration
    /// How long it goes on to serve after its readiness is off.
    public var shutdownDelay: Duration
    /// The front's paths, names and limits.
    public var front: GraphFrontOptions
    /// What was asked and means nothing here, in words for the log.
    public var notices: [String]

    /// The address of the gRPC server.
    public var rpcAddress: SocketAddress { SocketAddress(host: address.host, port: grpcPort) }

    /// Makes a configuration with the executor's defaults.
    public init(deployment: String, namespace: String, predictor: String, graph: InferenceGraph) {
        self.deployment = deployment
        self.namespace = namespace
        self.predictor = predictor
        self.graph = graph
        predictorVersion = ""
        address = SocketAddress(host: "127.0.0.1", port: 8080)
        grpcPort = 5000
        connectRetries = 2
        payloadLog = PayloadLogSettings()
        prefersRPC = false
        rpcMessageLimit = 32 << 20
        fullHealthChecks = false
        injectsRouting = false
        gracefulTimeout = .seconds(15)
        shutdownDelay = .zero
        front = GraphFrontOptions(deployment: deployment, namespace: namespace)
        notices = []
    }
}
