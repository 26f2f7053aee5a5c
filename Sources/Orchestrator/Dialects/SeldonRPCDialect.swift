import Failures
import Inference

/// The `seldon` protocol over gRPC: a service for each kind of node, as the executor calls them.
struct SeldonRPCDialect: Dialect {
    func method(_ step: Step, of node: Node, model: String?) -> NodeMethod? {
        switch step {
        case .predict: Self.method("Model/Predict")
        case .transformInput: Self.method("Transformer/TransformInput")
        case .transformOutput: Self.method("OutputTransformer/TransformOutput")
        case .route: Self.method("Router/Route")
        case .aggregate: Self.method("Combiner/Aggregate")
        case .feedback: Self.method("Model/SendFeedback")
        case .metadata: Self.method("Model/Metadata")
        // The wrapper has no question for health; that it answers one for metadata is as good.
        case .health, .fullHealth: Self.method("Model/Metadata")
        }
    }

    private static func method(_ name: String) -> NodeMethod {
        NodeMethod("/seldon.protos." + name)
    }

    func question(_ step: Step, of node: Node) -> NodeMessage? { NodeMessage([]) }

    func branch(in reply: [UInt8]) throws(NodeFailure) -> Int {
        do throws(InferenceError) { return try SeldonProtobuf.branch(in: reply) ?? -1 } catch {
            throw NodeFailure(.badRoute, "its answer is no route: \(error.failure.message)")
        }
    }

    func list(_ replies: [NodeMessage], of children: [String]) throws(NodeFailure) -> NodeMessage {
        NodeMessage(SeldonProtobuf.list(of: replies.map(\.bytes)))
    }

    func routing(inFeedback bytes: [UInt8]) throws(NodeFailure) -> [String: Int] {
        do throws(InferenceError) { return try SeldonProtobuf.routing(inFeedback: bytes) } catch {
            throw NodeFailure(.other, "the feedback cannot be read: \(error.failure.message)")
        }
    }

    func injecting(_ routes: [String: Int], into reply: NodeMessage) -> NodeMessage {
        var reply = reply
        reply.bytes = SeldonProtobuf.injecting(routes, into: reply.bytes)
        return reply
    }

    /// The answer is a message, which feedback is not: an empty one.
    func unanswered(_ feedback: NodeMessage) -> NodeMessage { NodeMessage([]) }

    func metadata(in reply: [UInt8]) -> ModelMetadata? { try? ModelMetadata(protobuf: reply) }

    func message(of metadata: GraphMetadata) -> NodeMessage { NodeMessage(metadata.protobuf()) }
}
