import Failures
public import HTTP
import Serving

/// What calls the nodes of a graph.
public protocol NodeClient: Sendable {
    /// Asks a node something.
    ///
    /// - Parameters:
    ///   - node: The node, which has an address.
    ///   - method: What it is asked.
    ///   - message: The message; `nil` for steps that have none.
    ///   - fields: The header fields to send along, without those of the message.
    /// - Returns: What it answered, with any status.
    /// - Throws: `NodeFailure` when there was no answer.
    func ask(
        _ node: Node,
        _ method: NodeMethod,
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
        /// The answer is longer than allowed.
        case tooLarge = "too_large"
        /// The caller gave up.
        case cancelled
        /// A router chose a child that is not there, or its answer cannot be read.
        case badRoute = "bad_route"
        /// A child's answer is no JSON and cannot be aggregated.
        case notJSON = "not_json"
        /// The answer is no HTTP, or a message none of the protocol.
        case malformed
        /// Anything else.
        case other

        /// How gRPC says it.
        var code: RPCStatus.Code {
            switch self {
            case .refused, .closed: .unavailable
            case .timeout: .deadlineExceeded
            case .tooLarge: .resourceExhausted
            case .cancelled: .cancelled
            case .badRoute, .notJSON, .malformed: .internal
            case .other: .unknown
            }
        }
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

    /// Makes a failure of what a transport threw.
    init(_ error: any Error) {
        let message = Failure(describing: error).message
        switch error {
        case HTTPError.cannotConnect, HTTPError.unknownHost: self.init(.refused, message)
        case HTTPError.timedOut: self.init(.timeout, message)
        case HTTPError.interrupted: self.init(.closed, message)
        case HTTPError.malformed: self.init(.malformed, message)
        case HTTPError.bodyTooLarge: self.init(.tooLarge, message)
        case is CancellationError: self.init(.cancelled, "the call was given up")
        default: self.init(.other, message)
        }
    }
}
