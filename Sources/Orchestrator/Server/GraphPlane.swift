import HTTP
import HTTPTypes
import Serving
import Synchronization

/// Answers calls by walking a graph.
final class GraphPlane: DataPlane {
    private let walk: GraphWalk
    private let predictor: String
    private let injectsRouting: Bool
    private let fullHealthChecks: Bool
    private let draining = Mutex(false)
    private let readiness = Mutex<GraphPlane?>(nil)

    init(_ walk: GraphWalk, configuration: OrchestratorConfiguration) {
        self.walk = walk
        predictor = configuration.predictor
        injectsRouting = configuration.injectsRouting
        fullHealthChecks = configuration.fullHealthChecks
    }

    /// Says from now on that it is not ready, so that no new requests are sent here.
    func drain() { draining.withLock { $0 = true } }

    func answer(_ call: Call) async -> Answer {
        let trace = call.fields[.radiantTrace] == nil ? nil : Trace()
        let context = WalkContext(
            fields: ForwardedFields.of(call.fields, puid: call.puid),
            puid: call.puid,
            model: call.operation == .predict ? call.model : nil,
            skipsLogging: Self.skipsLogging(call),
            trace: trace,
            routes: injectsRouting && call.operation == .predict ? RouteRecord() : nil
        )
        var answer: Answer
        do throws(WalkFailure) {
            answer = try await dispatch(call, context)
        } catch {
            answer = error.answer
        }
        if let trace { answer.timings = trace.timings }
        return answer
    }

    private func dispatch(
        _ call: Call,
        _ context: WalkContext
    ) async throws(WalkFailure) -> Answer {
        switch call.operation {
        case .predict:
            var reply = try await walk.predict(0, message(call), context)
            if let routes = context.routes {
                reply = walk.dialect.injecting(routes.routes, into: reply)
            }
            return Self.answer(reply)
        case .feedback:
            let routing = try walk.routing(in: call.body)
            let reply = try await walk.feedback(0, message(call), routing: routing, context)
            return Self.answer(reply ?? walk.dialect.unanswered(message(call)))
        case .status(nil): return Answer(status: await isReady(context) ? 200 : 503)
        case .status(let name?): return try await node(name, .health, context)
        case .metadata(nil):
            return try await graphMetadata(context)
        case .metadata(let name?): return try await node(name, .metadata, context)
        case .ping: return Answer(status: 200)
        case .transformInput, .transformOutput, .route, .aggregate:
            return .failure(404, "a graph has no \(call.operation.service)")
        }
    }

    /// Lets another plane of the same graph say whether it is ready.
    func isReadyAs(_ other: GraphPlane) { readiness.withLock { $0 = other } }

    /// Whether every node accepts connections, or says that it is well, children first.
    private func isReady(_ context: WalkContext) async -> Bool {
        if draining.withLock({ $0 }) { return false }
        if let other = readiness.withLock({ $0 }) { return await other.isReady(context) }
        for node in walk.graph.nodes.reversed() where node.isCalled {
            if fullHealthChecks {
                guard let method = walk.dialect.method(.fullHealth, of: node, model: nil) else {
                    continue
                }
                let question = walk.dialect.question(.fullHealth, of: node)
                let reply = try? await walk.client.ask(node, method, question, context.fields)
                if reply?.status != 200 { return false }
            } else if !(await walk.client.isReachable(node)) {
                return false
            }
        }
        return true
    }

    private func node(
        _ name: String,
        _ step: Step,
        _ context: WalkContext
    ) async throws(WalkFailure) -> Answer {
        guard let index = walk.graph.index(of: name), walk.graph.nodes[index].isCalled else {
            return .failure(500, "Failed to find model \(name)")
        }
        let reply = try await walk.ask(index, step, nil, context)
        guard reply.status == 200 else { throw walk.failed(index, reply) }
        return Self.answer(reply.message)
    }

    private func graphMetadata(_ context: WalkContext) async throws(WalkFailure) -> Answer {
        if let message = walk.dialect.ownMetadata(name: predictor) { return Self.answer(message) }
        return Self.answer(
            walk.dialect.message(of: try await walk.metadata(name: predictor, context))
        )
    }

    /// Whether the field `Seldon-Skip-Logging` says so.
    private static func skipsLogging(_ call: Call) -> Bool {
        guard let value = call.fields[.seldonSkipLogging] else { return false }
        return ["true", "on", "1"].contains(value)
    }

    private func message(_ call: Call) -> NodeMessage {
        NodeMessage(
            call.body,
            contentType: call.fields[.contentType],
            contentEncoding: call.fields[.contentEncoding]
        )
    }

    private static func answer(_ message: NodeMessage) -> Answer {
        Answer(
            status: 200,
            contentType: message.contentType,
            contentEncoding: message.contentEncoding,
            body: message.bytes
        )
    }
}
