/// A message between nodes, as bytes that nobody on the way needs to read.
public struct NodeMessage: Sendable, Hashable {
    /// The bytes.
    public var bytes: [UInt8]
    /// Their type; `nil` when the client did not say.
    public var contentType: String?
    /// Their encoding, such as `gzip`.
    public var contentEncoding: String?

    /// Makes a message.
    public init(_ bytes: [UInt8], contentType: String? = nil, contentEncoding: String? = nil) {
        self.bytes = bytes
        self.contentType = contentType
        self.contentEncoding = contentEncoding
    }
}

/// What a node answered.
public struct NodeReply: Sendable, Hashable {
    /// The status of HTTP.
    public var status: Int
    /// The body.
    public var message: NodeMessage

    /// Makes an answer.
    public init(status: Int, message: NodeMessage) {
        self.status = status
        self.message = message
    }
}
