import HTTP
import HTTPTypes
import Serving
import Synchronization
public import Telemetry

/// What an orchestrator counts.
///
/// The executor's families have its names, labels and buckets, and count the same events: the
/// server's all calls of known paths but probes, the client's all calls of nodes that were
/// answered. Beside them stand what they leave out and what their buckets cannot tell apart.
public struct OrchestratorMetrics: Sendable {
    /// The names that series bear.
    public struct Identity: Sendable, Hashable {
        /// The deployment.
        public var deployment: String
        /// The predictor.
        public var predictor: String
        /// The predictor's annotation `version`, not its label; often empty.
        public var predictorVersion: String

        /// Makes an identity.
        public init(deployment: String, predictor: String, predictorVersion: String = "") {
            self.deployment = deployment
            self.predictor = predictor
            self.predictorVersion = predictorVersion
        }
    }

    /// The family of calls of the orchestrator, as the executor names it.
    public static let serverSeconds = "seldon_api_executor_server_requests_seconds"
    /// The family of calls of nodes, as the executor names it.
    public static let clientSeconds = "seldon_api_executor_client_requests_seconds"
    /// The calls of nodes that were not answered, by `node` and `reason`.
    public static let nodeFailures = "radiant_node_failures_total"
    /// The calls of nodes with finer buckets, by `node`, `service` and `code`.
    public static let nodeSeconds = "radiant_node_duration_seconds"
    /// The calls of the orchestrator with finer buckets, by `service` and `code`.
    public static let requestSeconds = "radiant_request_duration_seconds"

    static let executorBounds: [Double] = [
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
    ]
    static let executorQuantiles: [Double] = [0.5, 0.75, 0.9, 0.98, 0.99, 1]
    /// Six a decade from 0.1 ms to 75 s, and two minutes.
    static let fineBounds: [Double] =
        [1e-4, 1e-3, 1e-2, 1e-1, 1, 10].flatMap { decade in
            [1, 1.5, 2, 3, 5, 7.5].map { ($0 * decade * 1e6).rounded() / 1e6 }
        } + [100, 120]

    private struct Series: Sendable {
        var seconds: LiveHistogram
        var summary: Summary
        var fine: LiveHistogram

        func observe(_ duration: Duration) {
            let (whole, atto) = duration.components
            let value = Double(whole) + Double(atto) * 1e-18
            seconds.observe(value)
            summary.observe(value)
            fine.observe(value)
        }
    }

    private struct Key: Hashable {
        var node: Int
        var step: Step
        var status: Int
        var rpc: RPCStatus.Code?
    }

    private struct RPCKey: Hashable {
        var method: String
        var code: RPCStatus.Code
    }

    private struct ServerKey: Hashable {
        var service: String
        var method: HTTPRequest.Method
        var status: Int
    }

    /// Series by what tells them apart here; their labels are long and made only once.
    private final class Cache: Sendable {
        let nodes = Mutex<[Key: Series]>([:])
        let server = Mutex<[ServerKey: Series]>([:])
        let rpc = Mutex<[RPCKey: Series]>([:])
    }

    private let identity: Identity
    private let server: Family<LiveHistogram>
    private let serverSummary: Family<Summary>
    private let serverFine: Family<LiveHistogram>
    private let client: Family<LiveHistogram>
    private let clientSummary: Family<Summary>
    private let clientFine: Family<LiveHistogram>
    private let failures: Family<Counter>
    private let cache = Cache()

    /// Makes the families of an orchestrator.
    ///
    /// - Throws: `TelemetryError` when the registry has a name for something else.
    public init(_ registry: MetricsRegistry, identity: Identity) throws(TelemetryError) {
        self.identity = identity
        server = try registry.histograms(
            Self.serverSeconds,
            help: "Latency of calls of the orchestrator.",
            bounds: Self.executorBounds
        )
        serverSummary = try registry.summaries(
            Self.serverSeconds + "_summary",
            help: "Latency of calls of the orchestrator.",
            quantiles: Self.executorQuantiles
        )
        serverFine = try registry.histograms(
            Self.requestSeconds,
            help: "Latency of calls of the orchestrator, finer.",
            bounds: Self.fineBounds
        )
        client = try registry.histograms(
            Self.clientSeconds,
            help: "Latency of calls of nodes that were answered.",
            bounds: Self.executorBounds
        )
        clientSummary = try registry.summaries(
            Self.clientSeconds + "_summary",
            help: "Latency of calls of nodes that were answered.",
            quantiles: Self.executorQuantiles
        )
        clientFine = try registry.histograms(
            Self.nodeSeconds,
            help: "Latency of calls of nodes that were answered, finer.",
            bounds: Self.fineBounds
        )
        failures = try registry.counters(
            Self.nodeFailures,
            help: "Calls of nodes that got no usable answer."
        )
    }

    /// Counts a call of the orchestrator.
    func served(
        _ operation: Serving.Operation,
        _ method: HTTPRequest.Method,
        _ status: Int,
        _ duration: Duration
    ) {
        let key = ServerKey(service: operation.service, method: method, status: status)
        let series =
            cache.server.withLock { $0[key] }
            ?? {
                let new = makeSeries(key)
                cache.server.withLock { $0[key] = new }
                return new
            }()
        series.observe(duration)
    }

    /// Counts a call of the orchestrator over gRPC, by the method's full name.
    func served(_ method: String, _ code: RPCStatus.Code, _ duration: Duration) {
        let key = RPCKey(method: method, code: code)
        let series =
            cache.rpc.withLock { $0[key] }
            ?? {
                let new = makeSeries(service: method, method: "unary", code: code.name)
                cache.rpc.withLock { $0[key] = new }
                return new
            }()
        series.observe(duration)
    }

    /// Counts an answered call of a node.
    ///
    /// A node is counted under its own name and path, whatever model the client named: what clients
    /// write must not make series.
    func answered(
        _ index: Int,
        _ node: Node,
        _ method: NodeMethod,
        _ step: Step,
        _ reply: NodeReply,
        _ duration: Duration
    ) {
        let key = Key(node: index, step: step, status: reply.status, rpc: reply.rpc?.code)
        let series =
            cache.nodes.withLock { $0[key] }
            ?? {
                let new = makeSeries(node, method, reply)
                cache.nodes.withLock { $0[key] = new }
                return new
            }()
        series.observe(duration)
    }

    /// Counts a call of a node that got no usable answer.
    func failed(_ node: Node, _ reason: NodeFailure.Reason) {
        var labels = base
        labels["node"] = node.name
        labels["reason"] = reason.rawValue
        failures(labels).add()
    }

    private var base: LabelSet {
        ["deployment_name": identity.deployment, "predictor_name": identity.predictor]
    }

    private func makeSeries(_ key: ServerKey) -> Series {
        makeSeries(
            service: key.service,
            method: key.method.rawValue.lowercased(),
            code: String(key.status)
        )
    }

    private func makeSeries(service: String, method: String, code: String) -> Series {
        var labels = base
        labels["service"] = service
        labels["code"] = code
        let fine = serverFine(labels)
        labels["method"] = method
        labels["predictor_version"] = identity.predictorVersion
        return Series(seconds: server(labels), summary: serverSummary(labels), fine: fine)
    }

    private func makeSeries(_ node: Node, _ method: NodeMethod, _ reply: NodeReply) -> Series {
        var labels = base
        labels["service"] = method.path
        labels["code"] = reply.rpc?.code.name ?? String(reply.status)
        let fine = clientFine(labels.merging(["node": node.name]))
        labels["method"] = reply.rpc != nil ? "unary" : method.hasMessage ? "post" : "get"
        labels["predictor_version"] = identity.predictorVersion
        labels["model_name"] = node.name
        labels["model_image"] = node.image
        labels["model_version"] = node.imageVersion
        return Series(seconds: client(labels), summary: clientSummary(labels), fine: fine)
    }
}
