public import HTTP

/// What a node is asked, by the path of its language wrapper.
public enum Step: String, Sendable, Hashable {
    /// A prediction.
    case predict = "/predict"
    /// To change a message on its way in.
    case transformInput = "/transform-input"
    /// To change a message on its way out.
    case transformOutput = "/transform-output"
    /// Which child a message goes to.
    case route = "/route"
    /// To make one message of several.
    case aggregate = "/aggregate"
    /// To learn about a prediction.
    case feedback = "/send-feedback"
    /// What it says about itself.
    case metadata = "/metadata"
    /// Whether it works.
    case health = "/health/status"
    /// Whether it works, as full health checks ask it.
    case fullHealth = "/api/v1.0/health/status"

    /// Whether a message goes along; without one the method is GET.
    public var hasMessage: Bool {
        switch self {
        case .metadata, .health, .fullHealth: false
        default: true
        }
    }
}

/// One node of a graph.
public struct Node: Sendable, Hashable {
    /// How the child is found that a message goes to.
    public enum Routing: Sendable, Hashable {
        /// All children get it.
        case all
        /// The node is asked.
        case ask
        /// The first child with this probability, else the second.
        case random(Double)
    }

    /// The name, one of a kind in its graph.
    public var name: String
    /// What it is asked with a message that arrives.
    public var inputStep: Step?
    /// Where the message then goes.
    public var routing: Routing
    /// Whether it makes one message of its children's.
    public var aggregates: Bool
    /// Whether its children's replies come back by their names, with nobody to make one of them.
    public var joinsByName: Bool
    /// What it is asked with the message that leaves.
    public var outputStep: Step?
    /// Whether feedback is told to it.
    public var learns: Bool
    /// Where it listens for REST; `nil` for what is built in and never called.
    public var address: SocketAddress? {
        didSet { authority = address?.description ?? "" }
    }
    /// The address as requests name it; empty for what is built in.
    public private(set) var authority: String
    /// Where it listens for gRPC; `nil` when it has no port for it.
    public var rpcAddress: SocketAddress?
    /// The image of its container, without the tag.
    public var image: String
    /// The tag of the image of its container.
    public var imageVersion: String
    /// Which of its messages are logged, and where; `nil` for none.
    public var logging: NodeLogging?
    /// Its children, by their index in the graph.
    public var children: [Int]

    /// Makes a node.
    public init(
        name: String,
        inputStep: Step? = nil,
        routing: Routing = .all,
        aggregates: Bool = false,
        joinsByName: Bool = false,
        outputStep: Step? = nil,
        learns: Bool = false,
        address: SocketAddress? = nil,
        rpcAddress: SocketAddress? = nil,
        image: String = "",
        imageVersion: String = "",
        logging: NodeLogging? = nil,
        children: [Int] = []
    ) {
        self.name = name
        self.inputStep = inputStep
        self.routing = routing
        self.aggregates = aggregates
        self.joinsByName = joinsByName
        self.outputStep = outputStep
        self.learns = learns
        self.address = address
        authority = address?.description ?? ""
        self.rpcAddress = rpcAddress
        self.image = image
        self.imageVersion = imageVersion
        self.logging = logging
        self.children = children
    }

    /// Whether it is ever called.
    public var isCalled: Bool { address != nil }

    /// The URL under which it is asked something.
    func url(_ path: String) -> String { "http://\(authority)\(path)" }
}
