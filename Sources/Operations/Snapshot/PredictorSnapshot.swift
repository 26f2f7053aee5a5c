/// One predictor of a SeldonDeployment.
public struct PredictorSnapshot: Sendable, Codable, Equatable, Identifiable {
    /// The name of the predictor, unique in its deployment.
    public var name: String
    /// Whether it gets a copy of the traffic whose answers nobody sees.
    public var isShadow: Bool
    /// Its share of the traffic.
    public var weights: TrafficWeights
    /// Its replicas: as many as its least complete Deployment has.
    public var replicas: ReplicaCount
    /// Why it is not ready, in one line, or `nil` when it is.
    public var why: String?
    /// What its orchestrator's server side measured.
    public var figures: FigureReading
    /// The root of its graph.
    public var graph: NodeSnapshot
    /// Every pod of the predictor.
    public var pods: [PodSnapshot]

    /// A predictor as it stands.
    public init(
        name: String,
        isShadow: Bool = false,
        weights: TrafficWeights,
        replicas: ReplicaCount,
        why: String? = nil,
        figures: FigureReading = .missing(reason: nil),
        graph: NodeSnapshot,
        pods: [PodSnapshot] = []
    ) {
        self.name = name
        self.isShadow = isShadow
        self.weights = weights
        self.replicas = replicas
        self.why = why
        self.figures = figures
        self.graph = graph
        self.pods = pods
    }

    /// The name.
    public var id: String { name }
}
