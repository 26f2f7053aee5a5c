/// One node of a predictor's graph, with the nodes below it.
public struct NodeSnapshot: Sendable, Codable, Equatable, Identifiable {
    /// What the node does with a request.
    public enum Role: Sendable, Codable, Hashable {
        /// `MODEL`.
        case model
        /// `TRANSFORMER`: changes the request on its way down.
        case transformer
        /// `OUTPUT_TRANSFORMER`: changes the answer on its way up.
        case outputTransformer
        /// `ROUTER`: sends the request to one of its children.
        case router
        /// `COMBINER`: joins the answers of all of its children.
        case combiner
        /// Another type, as the manifest spells it.
        case other(String)
    }

    /// The name of the node, unique in its predictor.
    public var name: String
    /// What it does with a request.
    public var role: Role
    /// The built-in implementation, such as `RANDOM_ABTEST`, or `nil` for a container of the user's.
    public var implementation: String?
    /// The image of its container, or `nil` when it has none of its own.
    public var image: String?
    /// Whether its output goes to all of its children and their answers come back by their names,
    /// which only Radiant's orchestrator does.
    public var isFork: Bool
    /// The replicas of the Deployment that runs its container.
    public var replicas: ReplicaCount
    /// How often its containers were restarted, over the pods there are.
    public var restarts: Int
    /// Why it is not ready, in one line, or `nil` when it is.
    public var why: String?
    /// What the orchestrators measured when they called it.
    public var figures: FigureReading
    /// Its observed share of its parent's requests, 0 to 1, or `nil` when the parent is no router or
    /// too few requests came to say.
    public var observedShare: Double?
    /// The parameters of the unit as text, by name.
    public var parameters: [Parameter]
    /// The environment of its container, in the order of the manifest; what comes from elsewhere is named,
    /// and what looks like a secret is masked.
    public var environment: [Parameter] = []
    /// What its container is promised.
    public var requests = ContainerUsage()
    /// What its container may use at most.
    public var limits = ContainerUsage()
    /// The nodes below it, in the order of the manifest.
    public var children: [NodeSnapshot]
    /// The pods that run its container.
    public var pods: [PodSnapshot]

    /// A parameter of the unit.
    public struct Parameter: Sendable, Codable, Equatable {
        /// Its name.
        public var name: String
        /// Its value as the manifest spells it.
        public var value: String

        /// A parameter with its value.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A node as it stands.
    public init(
        name: String,
        role: Role,
        implementation: String? = nil,
        image: String? = nil,
        isFork: Bool = false,
        replicas: ReplicaCount,
        restarts: Int = 0,
        why: String? = nil,
        figures: FigureReading = .missing(reason: nil),
        observedShare: Double? = nil,
        parameters: [Parameter] = [],
        children: [NodeSnapshot] = [],
        pods: [PodSnapshot] = []
    ) {
        self.name = name
        self.role = role
        self.implementation = implementation
        self.image = image
        self.isFork = isFork
        self.replicas = replicas
        self.restarts = restarts
        self.why = why
        self.figures = figures
        self.observedShare = observedShare
        self.parameters = parameters
        self.children = children
        self.pods = pods
    }

    /// The name.
    public var id: String { name }
}
