public import HTTP

/// A message between nodes, as bytes that nobody on the way needs to read.
public struct NodeMessage: Sendable, Hashable {
    /// The bytes.
    public var bytes: [UInt8]
    /// Their type; `nil` when the client did not say.
    public var contentType: String?
    /// Their encoding, such as `gzip`.
    public var contentEncoding: String?
    /// Whether a node made it, not the client.
    public var isReply: Bool

    /// Makes a message.
    public init(
        _ bytes: [UInt8],
        contentType: String? = nil,
        contentEncoding: String? = nil,
        isReply: Bool = false
    ) {
        self.bytes = bytes
        self.contentType = contentType
        self.contentEncoding = contentEncoding
        self.isReply = isReply
    }
}

/// What a node answered, over REST or gRPC.
public struct NodeReply: Sendable, Hashable {
    /// The status of HTTP.
    public var status: Int
    /// The body.
    public var message: NodeMessage
    /// How it ended in the words of gRPC; `nil` over REST.
    public var rpc: RPCStatus?

    /// Makes an answer.
    public init(status: Int, message: NodeMessage, rpc: RPCStatus? = nil) {
        self.status = status
        self.message = message
        self.rpc = rpc
    }
}
