import Documents
import Failures
import Inference

/// The `seldon` protocol over REST, with the paths of Seldon's language wrapper.
struct SeldonDialect: Dialect {
    func method(_ step: Step, of node: Node, model: String?) -> NodeMethod? {
        NodeMethod(
            step.rawValue,
            hasMessage: step.hasMessage,
            isRepeatable: step != .feedback
        )
    }

    func branch(in reply: [UInt8]) throws(NodeFailure) -> Int { try Branch.number(in: reply) }

    func list(_ replies: [NodeMessage], of children: [String]) throws(NodeFailure) -> NodeMessage {
        try JSONMessages.list(replies, of: children)
    }

    func join(
        _ replies: [NodeMessage],
        of children: [String]
    ) throws(NodeFailure) -> NodeMessage? {
        try JSONMessages.join(replies, of: children)
    }

    func routing(inFeedback bytes: [UInt8]) throws(NodeFailure) -> [String: Int] {
        let json: JSON
        do throws(DocumentError) { json = try JSON(parsing: bytes) } catch {
            throw NodeFailure(.other, "the feedback is not JSON: \(error.failure.message)")
        }
        var routing: [String: Int] = [:]
        for (node, branch) in json["response"]?["meta"]?["routing"]?.members ?? [:] {
            routing[node] = branch.int
        }
        return routing
    }

    func injecting(_ routes: [String: Int], into reply: NodeMessage) -> NodeMessage {
        RoutingInjection.inject(routes, into: reply)
    }

    func metadata(in reply: [UInt8]) -> ModelMetadata? { JSONMessages.metadata(in: reply) }

    func message(of metadata: GraphMetadata) -> NodeMessage {
        NodeMessage(metadata.json.bytes(), contentType: "application/json")
    }
}
