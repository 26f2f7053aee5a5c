import HTTP
import Inference
import Logging
import Serving

/// Why a walk ended early: the answer that the client gets.
struct WalkFailure: Error, Sendable {
    var answer: Answer
}

/// Takes messages through a graph, by the rules of Seldon's executor.
struct GraphWalk: Sendable {
    let graph: InferenceGraph
    let client: any NodeClient
    let dialect: any Dialect
    let metrics: OrchestratorMetrics
    let logger: Logger
    /// Where payloads are logged; `nil` where none are.
    var payloadLog: PayloadLog?

    /// The message that comes out of a node when one goes in.
    func predict(
        _ index: Int,
        _ message: NodeMessage,
        _ context: WalkContext
    ) async throws(WalkFailure) -> NodeMessage {
        let node = graph.nodes[index]
        var message = message
        log(node, .request, message, context)
        if let step = node.inputStep {
            message = try await payload(index, step, message, context)
        }
        if node.children.isEmpty {
            if node.outputStep == nil || node.inputStep != nil { context.routes?.note(node, -1) }
        } else {
            let branch = try await branch(index, message, context)
            context.routes?.note(node, branch.number)
            message = try await children(index, branch, message, context)
        }
        if let step = node.outputStep {
            message = try await payload(index, step, message, context)
        }
        log(node, .response, message, context)
        return message
    }

    /// Hands a message to the log, if the node's are logged; it never waits.
    func log(
        _ node: Node,
        _ kind: PayloadEvent.Kind,
        _ message: NodeMessage,
        _ context: WalkContext
    ) {
        guard let logging = node.logging, logging.logs(kind), !context.skipsLogging else { return }
        payloadLog?.log(
            PayloadEvent(kind, node: node.name, url: logging.url, message, puid: context.puid)
        )
    }

    /// What comes back from the children that a message goes to, made one.
    private func children(
        _ index: Int,
        _ branch: Branch,
        _ message: NodeMessage,
        _ context: WalkContext
    ) async throws(WalkFailure) -> NodeMessage {
        let node = graph.nodes[index]
        var replies: [NodeMessage]
        switch branch {
        case .none: return message
        case .one(let child): replies = [try await predict(node.children[child], message, context)]
        case .all where node.children.count == 1:
            replies = [try await predict(node.children[0], message, context)]
        case .all:
            replies = try await sideBySide(node.children) { child throws(WalkFailure) in
                try await predict(child, message, context)
            }
        }
        if node.joinsByName {
            do throws(NodeFailure) {
                return try dialect.join(replies, of: names(of: node)) ?? replies[0]
            } catch {
                throw noAnswer(index, .aggregate, error, puid: context.puid)
            }
        }
        guard node.aggregates else {
            // Without a combiner the first child's reply is kept, as in the real one.
            return replies[0]
        }
        if let routes = context.routes {
            replies = replies.map { dialect.injecting(routes.routes, into: $0) }
        }
        let list: NodeMessage
        do throws(NodeFailure) { list = try dialect.list(replies, of: names(of: node)) } catch {
            throw noAnswer(index, .aggregate, error, puid: context.puid)
        }
        return try await payload(index, .aggregate, list, context)
    }

    private func names(of node: Node) -> [String] { node.children.map { graph.nodes[$0].name } }

    /// The children that a message goes to.
    private func branch(
        _ index: Int,
        _ message: NodeMessage,
        _ context: WalkContext
    ) async throws(WalkFailure) -> Branch {
        let node = graph.nodes[index]
        switch node.routing {
        case .all: return .all
        case .random(let first):
            let child = Double.random(in: 0..<1) < first ? 0 : 1
            return .one(min(child, node.children.count - 1))
        case .ask:
            let reply = try await ask(index, .route, message, context)
            guard reply.status == 200 else {
                if reply.rpc != nil { throw failed(index, reply) }
                throw WalkFailure(
                    answer: refusal(
                        reply.status,
                        "Internal service call from executor failed calling \(url(node, .route)) "
                            + "status code \(reply.status)",
                        node
                    )
                )
            }
            do throws(NodeFailure) {
                let number = try dialect.branch(in: reply.message.bytes)
                guard let branch = Branch(number, children: node.children.count) else {
                    throw NodeFailure(
                        .badRoute,
                        "it routed to child \(number) and has \(node.children.count)"
                    )
                }
                return branch
            } catch {
                throw noAnswer(index, .route, error)
            }
        }
    }

    /// Sends a message to a node and takes the reply as the next message.
    private func payload(
        _ index: Int,
        _ step: Step,
        _ message: NodeMessage,
        _ context: WalkContext
    ) async throws(WalkFailure) -> NodeMessage {
        // What is built in has no endpoint and passes messages through.
        guard graph.nodes[index].isCalled else { return message }
        var request = message
        if step != .aggregate {
            do throws(NodeFailure) {
                request = try dialect.request(message, to: graph.nodes[index])
            } catch {
                // What the root cannot take is the client's own.
                if index == 0 { throw WalkFailure(answer: .failure(500, error.message)) }
                throw noAnswer(index, step, error, puid: context.puid)
            }
        }
        let reply = try await ask(index, step, request, context)
        guard reply.status == 200 else { throw failed(index, reply) }
        return reply.message
    }

    /// Asks a node, counted and timed.
    func ask(
        _ index: Int,
        _ step: Step,
        _ message: NodeMessage?,
        _ context: WalkContext
    ) async throws(WalkFailure) -> NodeReply {
        let node = graph.nodes[index]
        guard let method = dialect.method(step, of: node, model: context.model) else {
            throw WalkFailure(
                answer: .failure(501, "\(node.name): the protocol has no \(step.rawValue)")
            )
        }
        let message = message ?? dialect.question(step, of: node)
        let start = ContinuousClock.now
        do throws(NodeFailure) {
            let reply = try await client.ask(node, method, message, context.fields)
            let duration = ContinuousClock.now - start
            metrics.answered(
                index,
                node,
                context.model == nil
                    ? method : dialect.method(step, of: node, model: nil) ?? method,
                step,
                reply,
                duration
            )
            context.trace?.note(node, step, duration)
            if reply.status != 200 {
                logger.warning(
                    "node \(node.name) answered \(reply.status)",
                    metadata: ["puid": "\(context.puid)", "step": "\(step.rawValue)"]
                )
            }
            return reply
        } catch {
            context.trace?.note(node, step, ContinuousClock.now - start)
            throw noAnswer(index, step, error, puid: context.puid)
        }
    }

    /// The answer to a client when a node's status was not 200: the node's own, and who it was.
    func failed(_ index: Int, _ reply: NodeReply) -> WalkFailure {
        var answer = Answer(
            status: reply.status,
            contentType: reply.message.contentType,
            contentEncoding: reply.message.contentEncoding,
            body: reply.message.bytes,
            failedNode: graph.nodes[index].name
        )
        answer.rpc = reply.rpc
        return WalkFailure(answer: answer)
    }

    private func url(_ node: Node, _ step: Step) -> String {
        node.url(dialect.method(step, of: node, model: nil)?.path ?? step.rawValue)
    }

    /// The answer to a client when a node gave none that can be used; counted and logged.
    private func noAnswer(
        _ index: Int,
        _ step: Step,
        _ failure: NodeFailure,
        puid: String = ""
    ) -> WalkFailure {
        let node = graph.nodes[index]
        metrics.failed(node, failure.reason)
        if failure.reason == .cancelled {
            // Nobody waits for this answer, and no node is to blame: as nginx, count it as 499.
            return WalkFailure(answer: .failure(499, "the client gave up"))
        }
        logger.warning(
            "node \(node.name): \(failure.message)",
            metadata: [
                "puid": "\(puid)", "step": "\(step.rawValue)",
                "reason": "\(failure.reason.rawValue)",
            ]
        )
        var answer = refusal(500, "\(node.name): \(failure.message)", node)
        answer.rpc?.code = failure.reason.code
        return WalkFailure(answer: answer)
    }

    /// An answer in the executor's words: a status of HTTP, and code 500 within.
    private func refusal(_ status: Int, _ info: String, _ node: Node) -> Answer {
        var answer = Answer.failure(500, info, node: node.name)
        answer.status = status
        return answer
    }

    /// Runs one call a child side by side and waits for all; the first failure in order counts.
    func sideBySide<Value: Sendable>(
        _ children: [Int],
        _ call: @escaping @Sendable (Int) async throws(WalkFailure) -> Value
    ) async throws(WalkFailure) -> [Value] {
        let results = await withTaskGroup(of: (Int, Result<Value, WalkFailure>).self) { group in
            for (position, child) in children.enumerated() {
                group.addTask {
                    do throws(WalkFailure) {
                        return (position, .success(try await call(child)))
                    } catch {
                        return (position, .failure(error))
                    }
                }
            }
            var results: [(Int, Result<Value, WalkFailure>)] = []
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }
        }
        var values: [Value] = []
        for (_, result) in results { values.append(try result.get()) }
        return values
    }
}
