public import Documents
public import HTTP
import Inference

/// What a data plane answers.
public struct Answer: Sendable {
    /// The status of HTTP.
    public var status: Int
    /// The type of the body; `nil` when there is none or nobody said it.
    public var contentType: String?
    /// The encoding of the body, such as `gzip`; such a body is passed on untouched.
    public var contentEncoding: String?
    /// The message.
    public var body: [UInt8]
    /// The node that made the call fail.
    public var failedNode: String?
    /// The time that each node took, in the order in which they ended.
    public var timings: [NodeTiming]
    /// How the call ended in the words of gRPC; `nil` where the status says it all.
    public var rpc: RPCStatus?

    /// Makes an answer.
    public init(
        status: Int,
        contentType: String? = nil,
        contentEncoding: String? = nil,
        body: [UInt8] = [],
        failedNode: String? = nil,
        timings: [NodeTiming] = []
    ) {
        self.status = status
        self.contentType = contentType
        self.contentEncoding = contentEncoding
        self.body = body
        self.failedNode = failedNode
        self.timings = timings
    }

    /// An answer that is a JSON document.
    public static func json(_ json: JSON, status: Int = 200) -> Answer {
        Answer(status: status, contentType: "application/json", body: json.bytes())
    }

    /// An answer that only has a status, as the orchestrator makes one.
    public static func failure(_ status: Int, _ info: String, node: String? = nil) -> Answer {
        var answer = Answer.json(
            ["status": Status(code: status, info: info).json],
            status: status
        )
        answer.failedNode = node
        answer.rpc = RPCStatus(RPCStatus.Code(status: status), info)
        return answer
    }
}

/// How long one call of one node took.
public struct NodeTiming: Sendable, Hashable {
    /// The node.
    public var node: String
    /// What it was asked, such as `/predict`.
    public var step: String
    /// The time from the call to the end of its answer.
    public var duration: Duration

    /// Makes a timing.
    public init(node: String, step: String, duration: Duration) {
        self.node = node
        self.step = step
        self.duration = duration
    }
}
