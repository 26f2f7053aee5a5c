public import Documents
public import Failures

/// What one node of a graph got, returned and took, when a request was taken through the graph node
/// by node.
public struct StepRecord: Sendable, Equatable {
    /// A message as far as it can be looked at.
    public struct Message: Sendable, Equatable {
        /// The message laid out in lines; what is long in it is shortened, and its length told.
        public var lines: [String]
        /// The bytes of the image that it carries, or `nil` when it carries none.
        public var picture: [UInt8]?
        /// How many bytes it has.
        public var size: Int

        /// A message as far as it can be looked at.
        public init(lines: [String], picture: [UInt8]? = nil, size: Int) {
            self.lines = lines
            self.picture = picture
            self.size = size
        }
    }

    /// The node.
    public var node: String
    /// What it was asked, by the path of its language wrapper, such as `/predict`.
    public var method: String
    /// What it got.
    public var request: Message
    /// What it returned, or why it returned nothing.
    public var answer: Result<Message, Failure>
    /// How long it took.
    public var duration: Duration
    /// The child that a router chose, or `nil` where there was no choice.
    public var branch: String?
    /// How deep the node lies in its graph, 0 for the root.
    public var depth: Int

    /// A call of a node.
    public init(
        node: String,
        method: String,
        request: Message,
        answer: Result<Message, Failure>,
        duration: Duration,
        branch: String? = nil,
        depth: Int = 0
    ) {
        self.node = node
        self.method = method
        self.request = request
        self.answer = answer
        self.duration = duration
        self.branch = branch
        self.depth = depth
    }
}

/// A request that was taken through a graph node by node.
public struct StepTrace: Sendable, Equatable {
    /// The deployment.
    public var deployment: DeploymentID
    /// The predictor whose graph it was.
    public var predictor: String
    /// What was sent, such as a path.
    public var subject: String
    /// Every call, in the order in which they were made.
    public var steps: [StepRecord]
    /// What came out at the end, understood.
    public var answer: PredictionResult.Answer

    /// A walk of which so many steps are done.
    ///
    /// - Parameters:
    ///   - deployment: The deployment.
    ///   - predictor: The predictor whose graph it is.
    ///   - subject: What was sent, such as a path.
    ///   - steps: Every call so far.
    ///   - answer: What came out, as far as it is known.
    public init(
        deployment: DeploymentID,
        predictor: String,
        subject: String,
        steps: [StepRecord] = [],
        answer: PredictionResult.Answer = .text([])
    ) {
        self.deployment = deployment
        self.predictor = predictor
        self.subject = subject
        self.steps = steps
        self.answer = answer
    }

    /// Whether it went to the end.
    public var isComplete: Bool { if case .failed = answer { false } else { true } }
}

extension StepTrace {
    /// The trace as JSON: every call with its times and messages, images left out.
    public var json: JSON {
        [
            "deployment": .string(deployment.name), "predictor": .string(predictor),
            "steps": .array(steps.map(\.json)),
        ]
    }
}

extension StepRecord {
    fileprivate var json: JSON {
        var json: JSON = [
            "node": .string(node), "method": .string(method),
            "milliseconds": .double(duration / .milliseconds(1)), "request": request.json,
        ]
        if let branch { json["branch"] = .string(branch) }
        switch answer {
        case .success(let message): json["response"] = message.json
        case .failure(let failure): json["failure"] = .string(failure.message)
        }
        return json
    }
}

extension StepRecord.Message {
    fileprivate var json: JSON {
        let text = lines.joined(separator: "\n")
        return ["bytes": .int(size), "content": (try? JSON(parsing: text)) ?? .string(text)]
    }
}
