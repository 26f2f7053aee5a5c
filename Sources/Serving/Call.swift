public import Documents
public import HTTP

/// What is asked of a data plane.
public enum Operation: Sendable, Hashable {
    /// A prediction.
    case predict
    /// A message to be changed on its way in.
    case transformInput
    /// A message to be changed on its way out.
    case transformOutput
    /// Which child a message goes to.
    case route
    /// Several messages to be made one.
    case aggregate
    /// What was learned about a prediction.
    case feedback
    /// Whether all works, or one node does.
    case status(node: String?)
    /// What the whole says about itself, or one node does.
    case metadata(node: String?)
    /// A sign of life.
    case ping

    /// The word for it in the `service` label of the executor's metrics.
    public var service: String {
        switch self {
        case .predict: "predictions"
        case .feedback: "feedback"
        case .status, .ping: "status"
        case .metadata: "metadata"
        case .transformInput: "transform-input"
        case .transformOutput: "transform-output"
        case .route: "route"
        case .aggregate: "aggregate"
        }
    }
}

/// One call of a data plane.
public struct Call: Sendable {
    /// What is asked.
    public var operation: Operation
    /// The message as it came, unread; empty where `document` has it.
    public var body: [UInt8]
    /// The message where the front had to read it.
    public var document: JSON?
    /// The header fields of the request.
    public var fields: FieldLines
    /// The identity of the request, from `Seldon-Puid` or new.
    public var puid: String
    /// How the message is written, and the answer is to be.
    public var encoding: MessageEncoding
    /// The model that the request names; the protocols `v2` and `tensorflow` do.
    public var model: String?

    /// Makes a call.
    public init(
        _ operation: Operation,
        body: [UInt8] = [],
        document: JSON? = nil,
        fields: FieldLines = FieldLines(),
        puid: String = "",
        encoding: MessageEncoding = .json,
        model: String? = nil
    ) {
        self.operation = operation
        self.body = body
        self.document = document
        self.fields = fields
        self.puid = puid
        self.encoding = encoding
        self.model = model
    }
}

/// How messages are written.
public enum MessageEncoding: Sendable, Hashable {
    /// As JSON, over REST.
    case json
    /// As protobuf, over gRPC.
    case protobuf
}
