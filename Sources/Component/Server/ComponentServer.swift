public import HTTP
import HTTPTypes
public import Logging
import Serving
public import Telemetry

/// Serves one component as a microservice, with the paths and replies of Seldon's wrapper.
public struct ComponentServer: Handler {
    /// Where it listens, and what it is called.
    public let configuration: ComponentConfiguration
    private let front: ComponentFront
    private let rpcFront: ComponentRPCFront
    private let registry: MetricsRegistry

    /// Makes a server of a component.
    ///
    /// - Parameters:
    ///   - component: What answers; it conforms to one of the roles.
    ///   - configuration: Names, limits and addresses.
    ///   - registry: Where the component's metrics are counted.
    ///   - logger: Where failures are told.
    public init(
        _ component: any GraphComponent,
        configuration: ComponentConfiguration = ComponentConfiguration(),
        registry: MetricsRegistry = MetricsRegistry(),
        logger: Logger = Logger(label: "component")
    ) {
        self.configuration = configuration
        self.registry = registry
        var logger = logger
        if !configuration.identity.unit.isEmpty {
            logger[metadataKey: "node"] = "\(configuration.identity.unit)"
        }
        let plane = ComponentPlane(
            component,
            configuration: configuration,
            metrics: ComponentMetrics(registry, identity: configuration.identity),
            logger: logger
        )
        front = ComponentFront(plane, limits: configuration.limits)
        rpcFront = ComponentRPCFront(
            plane,
            limits: Limits(bodyBytes: configuration.rpcMessageLimit)
        )
    }

    /// Answers one request of the REST port.
    public func respond(to request: Request) async -> Response { await front.respond(to: request) }

    /// What answers calls over gRPC.
    public var rpc: any Handler { rpcFront }

    /// What answers on the metrics port.
    public var metrics: any Handler {
        let path = configuration.metricsPath
        let registry = registry
        return ClosureHandler { request in
            guard request.path == path else {
                return Response(.notFound, type: "text/plain", body: .text("the page is \(path)\n"))
            }
            return Response(
                .ok,
                type: MetricsRegistry.contentType,
                body: .bytes(registry.exposition())
            )
        }
    }

    /// Serves until the task is cancelled.
    ///
    /// - Parameters:
    ///   - listener: Accepts requests on ``ComponentConfiguration/address``.
    ///   - rpcListener: Accepts calls of gRPC on ``ComponentConfiguration/rpcAddress``.
    ///   - metricsListener: Accepts requests on ``ComponentConfiguration/metricsAddress``.
    ///   - onReady: Called once, when the REST port accepts connections.
    /// - Throws: `HTTPError.cannotListen`.
    public func run(
        on listener: any HTTPListener,
        rpcOn rpcListener: (any HTTPListener)? = nil,
        metricsOn metricsListener: any HTTPListener,
        onReady: @escaping @Sendable (SocketAddress) -> Void = { _ in }
    ) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await metricsListener.serve(metrics) { _ in } }
            if let rpcListener { group.addTask { try await rpcListener.serve(rpc) { _ in } } }
            group.addTask { try await listener.serve(self, onReady: onReady) }
            // When one of them ends, all do.
            try await group.next()
            group.cancelAll()
        }
    }
}
