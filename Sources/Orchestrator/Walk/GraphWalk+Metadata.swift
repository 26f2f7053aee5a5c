import Documents
import Inference
import Serving

extension GraphWalk {
    /// What the graph says about itself: every node's metadata, and its own inputs and outputs.
    func metadata(name: String, _ context: WalkContext) async throws(WalkFailure) -> GraphMetadata {
        let called = graph.nodes.indices.filter { graph.nodes[$0].isCalled }
        let all = try await sideBySide(called) { index throws(WalkFailure) in
            try await metadata(of: index, context)
        }
        let byNode = Dictionary(uniqueKeysWithValues: zip(called, all))
        return GraphMetadata(
            name: name,
            models: zip(called, all).map { (graph.nodes[$0].name, $1) },
            inputs: inputs(0, byNode),
            outputs: outputs(0, byNode)
        )
    }

    private func metadata(
        of index: Int,
        _ context: WalkContext
    ) async throws(WalkFailure) -> ModelMetadata {
        let node = graph.nodes[index]
        let reply = try await ask(index, .metadata, nil, context)
        let method = dialect.method(.metadata, of: node, model: nil)
        if reply.rpc != nil, reply.status != 200 { throw failed(index, reply) }
        guard reply.status == 200, let metadata = dialect.metadata(in: reply.message.bytes) else {
            throw WalkFailure(
                answer: .failure(
                    500,
                    "Internal service call from executor failed calling \(node.url(method?.path ?? "")) "
                        + "status code \(reply.status)",
                    node: node.name
                )
            )
        }
        return metadata
    }

    /// A node's own inputs where it takes messages itself, else its first child's.
    private func inputs(_ index: Int, _ all: [Int: ModelMetadata]) -> [JSON] {
        let node = graph.nodes[index]
        guard node.inputStep == nil, let child = node.children.first else {
            return all[index]?.inputs ?? []
        }
        return inputs(child, all)
    }

    /// A node's own outputs where it has the last word, else its first child's.
    private func outputs(_ index: Int, _ all: [Int: ModelMetadata]) -> [JSON] {
        let node = graph.nodes[index]
        guard node.outputStep == nil, !node.aggregates, let child = node.children.first else {
            return all[index]?.outputs ?? []
        }
        return outputs(child, all)
    }
}
