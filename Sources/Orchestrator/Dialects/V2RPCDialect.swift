import Failures
import Inference

/// The `v2` protocol over gRPC (Open Inference Protocol): models only, in a chain.
///
/// Each node is asked for the model of its own name, whatever the client's request says.
struct V2RPCDialect: Dialect {
    func method(_ step: Step, of node: Node, model: String?) -> NodeMethod? {
        switch step {
        case .predict, .transformInput, .transformOutput: Self.method("ModelInfer")
        case .metadata: Self.method("ModelMetadata")
        case .health: Self.method("ModelReady")
        case .fullHealth: Self.method("ServerReady")
        case .route, .aggregate, .feedback: nil
        }
    }

    private static func method(_ name: String) -> NodeMethod {
        NodeMethod(V2Protobuf.service + name)
    }

    func question(_ step: Step, of node: Node) -> NodeMessage? {
        NodeMessage(step == .fullHealth ? [] : V2Protobuf.question(about: node.name))
    }

    func request(_ message: NodeMessage, to node: Node) throws(NodeFailure) -> NodeMessage {
        do throws(InferenceError) {
            let bytes =
                message.isReply
                ? try V2Protobuf.request(ofAnswer: message.bytes, to: node.name)
                : try V2Protobuf.request(message.bytes, of: node.name)
            return NodeMessage(bytes)
        } catch {
            throw NodeFailure(.malformed, error.failure.message)
        }
    }

    func branch(in reply: [UInt8]) throws(NodeFailure) -> Int { -1 }

    func list(_ replies: [NodeMessage], of children: [String]) throws(NodeFailure) -> NodeMessage {
        throw NodeFailure(.other, "v2 over gRPC has no way to combine answers")
    }

    func routing(inFeedback bytes: [UInt8]) throws(NodeFailure) -> [String: Int] { [:] }

    func ownMetadata(name: String) -> NodeMessage? {
        NodeMessage(V2Protobuf.serverMetadata(name: name))
    }

    func metadata(in reply: [UInt8]) -> ModelMetadata? { try? V2Protobuf.metadata(reply) }

    func message(of metadata: GraphMetadata) -> NodeMessage {
        NodeMessage(V2Protobuf.serverMetadata(name: metadata.name))
    }
}
