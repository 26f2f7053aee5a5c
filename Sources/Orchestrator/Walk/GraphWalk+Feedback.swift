import Serving

extension GraphWalk {
    /// Tells feedback to the children first, then to the node itself if it learns.
    ///
    /// - Returns: What the node answered; `nil` when it was not told.
    func feedback(
        _ index: Int,
        _ message: NodeMessage,
        routing: [String: Int],
        _ context: WalkContext
    ) async throws(WalkFailure) -> NodeMessage? {
        let node = graph.nodes[index]
        log(node, .feedback, message, context)
        switch try branch(node, routing) {
        case .none: break
        case .one(let child):
            _ = try await feedback(node.children[child], message, routing: routing, context)
        case .all:
            _ = try await sideBySide(node.children) { child throws(WalkFailure) in
                try await feedback(child, message, routing: routing, context)
            }
        }
        guard node.learns, node.isCalled,
            dialect.method(.feedback, of: node, model: context.model) != nil
        else { return nil }
        let reply = try await ask(index, .feedback, message, context)
        guard reply.status == 200 else { throw failed(index, reply) }
        return reply.message
    }

    /// The routes in feedback's `response.meta.routing`; read only where there is a choice.
    func routing(in bytes: [UInt8]) throws(WalkFailure) -> [String: Int] {
        guard graph.nodes.contains(where: { $0.children.count > 1 }) else { return [:] }
        do throws(NodeFailure) {
            return try dialect.routing(inFeedback: bytes)
        } catch {
            throw WalkFailure(answer: .failure(400, error.message))
        }
    }

    private func branch(_ node: Node, _ routing: [String: Int]) throws(WalkFailure) -> Branch {
        guard let number = routing[node.name], !node.children.isEmpty else { return .all }
        guard let branch = Branch(number, children: node.children.count) else {
            throw WalkFailure(
                answer: .failure(
                    400,
                    "\(node.name): the feedback says it routed to child \(number) "
                        + "and it has \(node.children.count)",
                    node: node.name
                )
            )
        }
        return branch
    }
}
