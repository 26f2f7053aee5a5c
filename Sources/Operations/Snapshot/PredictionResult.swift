public import Failures

/// A test request and what came back.
public struct PredictionResult: Sendable, Equatable {
    /// What came back.
    public enum Answer: Sendable, Equatable {
        /// The reading of a check.
        case check(CheckReading)
        /// Another answer, as text in lines.
        case text([String])
        /// Nothing that could be used.
        case failed(Failure)
    }

    /// The time that one node took for this request.
    public struct Step: Sendable, Equatable {
        /// The node.
        public var node: String
        /// How long the orchestrator waited for it, or `nil` when that was not told.
        public var duration: Duration?

        /// A node with its time.
        public init(node: String, duration: Duration?) {
            self.node = node
            self.duration = duration
        }
    }

    /// The deployment that was asked.
    public var deployment: DeploymentID
    /// What was sent, such as a path.
    public var subject: String
    /// The way the request took, such as `gateway http://127.0.0.1:8003`.
    public var route: String
    /// The predictor that answered, or `nil` when the answer does not say.
    public var predictor: String?
    /// The request's identity (`Seldon-Puid`), or `nil` when the answer does not say.
    public var puid: String?
    /// What came back.
    public var answer: Answer
    /// The time from the first byte sent to the last byte received.
    public var total: Duration
    /// The time of each node, in the order of the graph.
    public var steps: [Step]

    /// A test request and what came back.
    public init(
        deployment: DeploymentID,
        subject: String,
        route: String,
        predictor: String? = nil,
        puid: String? = nil,
        answer: Answer,
        total: Duration,
        steps: [Step] = []
    ) {
        self.deployment = deployment
        self.subject = subject
        self.route = route
        self.predictor = predictor
        self.puid = puid
        self.answer = answer
        self.total = total
        self.steps = steps
    }
}
