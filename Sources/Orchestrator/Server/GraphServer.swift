public import HTTP
public import Logging
import Serving
public import Telemetry

/// Serves the graph of one predictor, as Seldon's executor does.
public struct GraphServer: Handler {
    /// What is served, and where.
    public let configuration: OrchestratorConfiguration
    private let front: GraphFront
    private let plane: GraphPlane
    private let payloads: PayloadLog?

    /// Makes a server whose nodes are called over HTTP.
    ///
    /// - Parameters:
    ///   - configuration: What is served.
    ///   - transport: What carries the calls of nodes; each has a deadline only where an annotation
    ///     gives one.
    ///   - registry: Where calls are counted.
    ///   - logger: Where the failures of nodes are told.
    ///   - reachability: Connects to a node's address, for readiness; `nil` for a request in its place.
    /// - Throws: `TelemetryError` when the registry has a name for something else.
    public init(
        _ configuration: OrchestratorConfiguration,
        transport: any HTTPTransport,
        registry: MetricsRegistry = MetricsRegistry(),
        logger: Logger = Logger(label: "orchestrator"),
        reachability: HTTPNodeClient.Reachability? = nil
    ) throws(TelemetryError) {
        let client = HTTPNodeClient(
            transport,
            timeout: configuration.nodeTimeout,
            connectRetries: configuration.connectRetries,
            reachability: reachability
        )
        try self.init(
            configuration,
            client: client,
            payloads: transport,
            registry: registry,
            logger: logger
        )
    }

    /// Makes a server whose nodes are called by a client of any kind.
    ///
    /// - Parameters:
    ///   - configuration: What is served.
    ///   - client: What calls nodes.
    ///   - transport: What carries payloads to where they are logged; `nil` logs none.
    ///   - registry: Where calls are counted.
    ///   - logger: Where the failures of nodes are told.
    /// - Throws: `TelemetryError` when the registry has a name for something else.
    public init(
        _ configuration: OrchestratorConfiguration,
        client: any NodeClient,
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
        payloads =
            if logs, let transport {
                try PayloadLog(
                    configuration.payloads,
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
                nil
            }
        let walk = GraphWalk(
            graph: configuration.graph,
            client: client,
            metrics: metrics,
            logger: logger,
            payloads: payloads
        )
        plane = GraphPlane(walk, configuration: configuration)
        front = GraphFront(plane, options: configuration.front, registry: registry) {
            metrics.served($0, $1, $2, $3)
        }
    }

    /// Does what goes on beside requests, which is logging payloads, until the task is cancelled.
    public func runLogging() async { await payloads?.run() }

    /// Answers one request.
    public func respond(to request: Request) async -> Response { await front.respond(to: request) }

    /// Turns readiness off, so that no new requests are sent here; requests are still answered.
    ///
    /// To stop without losing a request: drain, wait ``OrchestratorConfiguration/shutdownDelay``,
    /// then cancel the task that serves.
    public func drain() { plane.drain() }
}
