public import HTTP

/// What calls the nodes of a graph.
public protocol NodeClient: Sendable {
    /// Asks a node something.
    ///
    /// - Parameters:
    ///   - node: The node, which has an address.
    ///   - step: What it is asked.
    ///   - message: The message; `nil` for steps that have none.
    ///   - fields: The header fields to send along, without those of the message.
    /// - Returns: What it answered, with any status.
    /// - Throws: `NodeFailure` when there was no answer.
    func ask(
        _ node: Node,
        _ step: Step,
        _ message: NodeMessage?,
        _ fields: FieldLines
    ) async throws(NodeFailure) -> NodeReply

    /// Whether a node accepts connections.
    func isReachable(_ node: Node) async -> Bool
}

/// Why a node did not answer.
public struct NodeFailure: Error, Sendable, Hashable {
    /// The kinds, as `radiant_node_failures_total` names them.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// Nobody accepts connections there.
        case refused
        /// There was no answer in time.
        case timeout
        /// The connection ended before the answer did.
        case closed
        /// The answer is no HTTP.
        case malformed
        /// The answer is longer than allowed.
        case tooLarge = "too_large"
        /// The caller gave up.
        case cancelled
        /// A router chose a child that is not there, or its answer cannot be read.
        case badRoute = "bad_route"
        /// A child's answer is no JSON and cannot be aggregated.
        case notJSON = "not_json"
        /// Anything else.
        case other
    }

    /// The kind.
    public var reason: Reason
    /// What happened, in words.
    public var message: String

    /// Makes a failure.
    public init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }
}
