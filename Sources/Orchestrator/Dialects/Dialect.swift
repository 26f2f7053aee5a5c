import Documents
import Inference

/// What a walk has to know of a payload protocol: how nodes are asked, and the few things that it
/// reads in messages or makes of them.
///
/// Whatever is not named here passes through the graph as bytes.
protocol Dialect: Sendable {
    /// How a node is asked to do a step.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - node: The node.
    ///   - model: The name that the client gave in its request, if any.
    /// - Returns: The method; `nil` when the protocol never asks it.
    func method(_ step: Step, of node: Node, model: String?) -> NodeMethod?

    /// The message as a node takes it: what another node answered becomes a request.
    func request(_ message: NodeMessage, to node: Node) throws(NodeFailure) -> NodeMessage

    /// The message of a step that has none of the client's, such as a question for metadata.
    func question(_ step: Step, of node: Node) -> NodeMessage?

    /// The child in a router's reply.
    func branch(in reply: [UInt8]) throws(NodeFailure) -> Int

    /// The one message in which a combiner gets its children's replies.
    func list(_ replies: [NodeMessage], of children: [String]) throws(NodeFailure) -> NodeMessage

    /// The one message in which the replies of a fork's children come back by their names; `nil` where
    /// the protocol has none, and the first reply is kept.
    func join(
        _ replies: [NodeMessage],
        of children: [String]
    ) throws(NodeFailure) -> NodeMessage?

    /// The routes in feedback, by the names of nodes.
    func routing(inFeedback bytes: [UInt8]) throws(NodeFailure) -> [String: Int]

    /// The reply with the routes in it that the request took, where the protocol has a place for them.
    func injecting(_ routes: [String: Int], into reply: NodeMessage) -> NodeMessage

    /// The answer to feedback that the root was not told: over REST the feedback itself.
    func unanswered(_ feedback: NodeMessage) -> NodeMessage

    /// What a node says about itself; `nil` when its reply cannot be read.
    func metadata(in reply: [UInt8]) -> ModelMetadata?

    /// What the graph says about itself without asking its nodes; `nil` when it asks them.
    func ownMetadata(name: String) -> NodeMessage?

    /// What the graph says about itself, of what its nodes say.
    func message(of metadata: GraphMetadata) -> NodeMessage
}

/// How a node is asked something: the path of a URL, or the full name of a method of gRPC.
public struct NodeMethod: Sendable, Hashable {
    /// The path.
    public var path: String
    /// Whether a message goes along.
    public var hasMessage: Bool
    /// Whether it may be asked again though it may have been asked; feedback may not.
    public var isRepeatable: Bool

    /// Makes a method.
    public init(_ path: String, hasMessage: Bool = true, isRepeatable: Bool = true) {
        self.path = path
        self.hasMessage = hasMessage
        self.isRepeatable = isRepeatable
    }
}

extension Dialect {
    func question(_ step: Step, of node: Node) -> NodeMessage? { nil }
    func unanswered(_ feedback: NodeMessage) -> NodeMessage { feedback }
    func request(_ message: NodeMessage, to node: Node) throws(NodeFailure) -> NodeMessage {
        message
    }
    func join(
        _ replies: [NodeMessage],
        of children: [String]
    ) throws(NodeFailure) -> NodeMessage? { nil }
    func injecting(_ routes: [String: Int], into reply: NodeMessage) -> NodeMessage { reply }
    func ownMetadata(name: String) -> NodeMessage? { nil }
}
