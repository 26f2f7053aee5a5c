import Documents
import Inference

/// The `v2` protocol over REST (Open Inference Protocol).
///
/// A model's name in the client's path replaces the node's own in every path of the graph, as in
/// the executor; without one each node is called by its own.
struct V2Dialect: Dialect {
    func method(_ step: Step, of node: Node, model: String?) -> NodeMethod? {
        let place = "/v2/models/\(model ?? node.name)"
        switch step {
        case .predict, .transformInput, .transformOutput: return NodeMethod(place + "/infer")
        case .route: return NodeMethod(place + "/route")
        case .aggregate: return NodeMethod(place + "/aggregate")
        case .feedback: return nil
        case .metadata: return NodeMethod(place, hasMessage: false)
        case .health: return NodeMethod(place + "/ready", hasMessage: false)
        case .fullHealth: return NodeMethod("/v2/health/ready", hasMessage: false)
        }
    }

    func request(_ message: NodeMessage, to node: Node) throws(NodeFailure) -> NodeMessage {
        try JSONMessages.request(message, renaming: "outputs", to: ["inputs"])
    }

    /// The first number of the first output, or one of the forms of the `seldon` protocol.
    func branch(in reply: [UInt8]) throws(NodeFailure) -> Int {
        let data = (try? JSON(parsing: reply))?["outputs"]?[0]?["data"]
        if let number = data?[0]?.int ?? data?[0]?[0]?.int { return number }
        return try Branch.number(in: reply)
    }

    func list(_ replies: [NodeMessage], of children: [String]) throws(NodeFailure) -> NodeMessage {
        try JSONMessages.list(replies, of: children)
    }

    func routing(inFeedback bytes: [UInt8]) throws(NodeFailure) -> [String: Int] { [:] }

    func metadata(in reply: [UInt8]) -> ModelMetadata? { JSONMessages.metadata(in: reply) }

    /// The metadata of a server, whose one model is the graph.
    func ownMetadata(name: String) -> NodeMessage? {
        let json: JSON = ["name": .string(name), "version": "", "extensions": []]
        return NodeMessage(json.bytes(), contentType: "application/json")
    }

    func message(of metadata: GraphMetadata) -> NodeMessage {
        NodeMessage(metadata.json.bytes(), contentType: "application/json")
    }
}
