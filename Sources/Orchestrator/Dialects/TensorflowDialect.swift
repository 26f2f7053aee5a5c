import Documents
import Inference

/// The protocol of TensorFlow Serving over REST.
struct TensorflowDialect: Dialect {
    func method(_ step: Step, of node: Node, model: String?) -> NodeMethod? {
        let place = "/v1/models/\(model ?? node.name)"
        switch step {
        case .predict, .transformInput, .transformOutput: return NodeMethod(place + ":predict")
        case .route: return NodeMethod(place + ":route")
        case .aggregate: return NodeMethod(place + ":aggregate")
        case .feedback: return nil
        case .metadata: return NodeMethod(place + "/metadata", hasMessage: false)
        case .health, .fullHealth: return NodeMethod(place, hasMessage: false)
        }
    }

    func request(_ message: NodeMessage, to node: Node) throws(NodeFailure) -> NodeMessage {
        try JSONMessages.request(message, renaming: "predictions", to: ["instances", "inputs"])
    }

    func branch(in reply: [UInt8]) throws(NodeFailure) -> Int {
        let data = (try? JSON(parsing: reply))?["predictions"]
        if let number = data?[0]?.int ?? data?[0]?[0]?.int { return number }
        return try Branch.number(in: reply)
    }

    func list(_ replies: [NodeMessage], of children: [String]) throws(NodeFailure) -> NodeMessage {
        try JSONMessages.list(replies, of: children)
    }

    func routing(inFeedback bytes: [UInt8]) throws(NodeFailure) -> [String: Int] { [:] }

    func metadata(in reply: [UInt8]) -> ModelMetadata? { JSONMessages.metadata(in: reply) }

    func message(of metadata: GraphMetadata) -> NodeMessage {
        NodeMessage(metadata.json.bytes(), contentType: "application/json")
    }
}
