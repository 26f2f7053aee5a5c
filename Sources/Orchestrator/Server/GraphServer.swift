public import HTTP
import Inference
public import Logging
import Serving
public import Telemetry

/// Serves the graph of one predictor, as Seldon's executor does.
public struct GraphServer: Handler {
    /// What is served, and where.
    public let configuration: OrchestratorConfiguration
    private let front: GraphFront
    private let plane: GraphPlane
    private let payloadLog: PayloadLog?
    private let rpcFront: GraphRPCFront?
    private let rpcPlane: GraphPlane?

    /// Makes a server whose nodes are called over HTTP, and over gRPC for what comes over gRPC.
    ///
    /// - Parameters:
    ///   - configuration: What is served.
    ///   - transport: What carries the calls of nodes; each has a deadline only where an annotation
    ///     gives one.
    ///   - rpcTransport: What carries the calls of nodes over gRPC; `nil` serves none.
    ///   - registry: Where calls are counted.
    ///   - logger: Where the failures of nodes are told.
    ///   - reachability: Connects to a node's address, for readiness; `nil` for a request in its place.
    /// - Throws: `TelemetryError` when the registry has a name for something else.
    public init(
        _ configuration: OrchestratorConfiguration,
        transport: any HTTPTransport,
        rpcTransport: (any HTTPTransport)? = nil,
        registry: MetricsRegistry = MetricsRegistry(),
        logger: Logger = Logger(label: "orchestrator"),
        reachability: HTTPNodeClient.Reachability? = nil
    ) throws(TelemetryError) {
        try self.init(
            configuration,
            client: HTTPNodeClient(
                transport,
                timeout: configuration.nodeTimeout,
                connectRetries: configuration.connectRetries,
                reachability: reachability
            ),
            rpcClient: rpcTransport.map {
                RPCNodeClient(
                    $0,
                    timeout: configuration.rpcTimeout,
                    replyLimit: configuration.rpcMessageLimit,
                    reachability: reachability
                )
            },
            payloads: transport,
            registry: registry,
            logger: logger
        )
    }

    /// Makes a server whose nodes are called by clients of any kind.
    ///
    /// - Parameters:
    ///   - configuration: What is served.
    ///   - client: What calls nodes.
    ///   - rpcClient: What calls nodes for what comes over gRPC; `nil` serves none.
    ///   - transport: What carries payloads to where they are logged; `nil` logs none.
    ///   - registry: Where calls are counted.
    ///   - logger: Where the failures of nodes are told.
    /// - Throws: `TelemetryError` when the registry has a name for something else.
    public init(
        _ configuration: OrchestratorConfiguration,
        client: any NodeClient,
        rpcClient: (any NodeClient)? = nil,
        payloads transport: (any HTTPTransport)? = nil,
        registry: MetricsRegistry,
        logger: Logger
    ) throws(TelemetryError) {
        self.configuration = configuration
        let metrics = try OrchestratorMetrics(
            registry,
            identity: OrchestratorMetrics.Identity(
                deployment: configuration.deployment,
                predictor: configuration.predictor,
                predictorVersion: configuration.predictorVersion
            )
        )
        let logs = configuration.graph.nodes.contains { $0.logging != nil }
        let payloadLog =
            if logs, let transport {
                try PayloadLog(
                    configuration.payloadLog,
                    identity: PayloadLog.Identity(
                        deployment: configuration.deployment,
                        namespace: configuration.namespace,
                        predictor: configuration.predictor,
                        source: "http://\(configuration.address)/"
                    ),
                    transport: transport,
                    registry: registry,
                    logger: logger
                )
            } else {
                nil as PayloadLog?
            }
        self.payloadLog = payloadLog
        func plane(_ client: any NodeClient, _ dialect: any Dialect) -> GraphPlane {
            let walk = GraphWalk(
                graph: configuration.graph,
                client: client,
                dialect: dialect,
                metrics: metrics,
                logger: logger,
                payloadLog: payloadLog
            )
            return GraphPlane(walk, configuration: configuration)
        }
        let rpcDialect = configuration.payloads.rpcDialect
        let rpcPlane = rpcClient.flatMap { client in rpcDialect.map { plane(client, $0) } }
        self.rpcPlane = rpcPlane
        rpcFront = rpcPlane.map { plane in
            GraphRPCFront(
                plane,
                payloads: configuration.payloads,
                limits: Limits(bodyBytes: configuration.rpcMessageLimit)
            ) { metrics.served($0, $1, $2) }
        }
        self.plane = plane(client, configuration.payloads.dialect)
        if configuration.prefersRPC, let rpcPlane { self.plane.isReadyAs(rpcPlane) }
        front = GraphFront(self.plane, options: configuration.front, registry: registry) {
            metrics.served($0, $1, $2, $3)
        }
    }

    /// Does what goes on beside requests, which is logging payloads, until the task is cancelled.
    public func runLogging() async { await payloadLog?.run() }

    /// Answers one request.
    public func respond(to request: Request) async -> Response { await front.respond(to: request) }

    /// What answers calls over gRPC; `nil` when the payload protocol has no service here.
    public var rpc: (any Handler)? { rpcFront }

    /// Turns readiness off, so that no new requests are sent here; requests are still answered.
    ///
    /// To stop without losing a request: drain, wait ``OrchestratorConfiguration/shutdownDelay``,
    /// then cancel the task that serves.
    public func drain() {
        plane.drain()
        rpcPlane?.drain()
    }
}

extension PayloadProtocol {
    fileprivate var dialect: any Dialect {
        switch self {
        case .seldon: SeldonDialect()
        case .v2: V2Dialect()
        case .tensorflow: TensorflowDialect()
        }
    }

    fileprivate var rpcDialect: (any Dialect)? {
        switch self {
        case .seldon: SeldonRPCDialect()
        case .v2: V2RPCDialect()
        case .tensorflow: nil
        }
    }
}
