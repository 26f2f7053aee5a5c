import Documents
import HTTP
import HTTPTypes
import Orchestrator
import Seldon
import Serving
import Telemetry
import Testing

@testable import Transport

/// The orchestrator over real sockets, with clients and nodes that misbehave.
struct OrchestratorTroubleTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

    /// An answer of a node with a body.
    private static func answer(_ body: String) -> RawServer.Answer {
        .bytes(ok + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
    }

    private func unit(
        _ name: String,
        _ port: Int,
        _ type: String = "MODEL",
        _ children: [JSON] = []
    )
        -> JSON
    {
        [
            "name": .string(name), "type": .string(type), "children": .array(children),
            "endpoint": ["service_host": "127.0.0.1", "httpPort": .int(port)],
        ]
    }

    /// What came back, and what was counted.
    private struct Outcome {
        var status: Int
        var fields: FieldLines
        var json: JSON
        var failures: [LabelSet: Double]
        var served: [LabelSet: Double]

        var failedNode: String? { fields[.radiantFailedNode] }
        var info: String { json["status"]?["info"]?.string ?? "" }
    }

    private func send(
        _ body: String,
        to graph: JSON,
        type: String? = "application/json",
        change: (inout OrchestratorConfiguration) -> Void = { _ in }
    ) async throws -> Outcome {
        let registry = MetricsRegistry()
        var configuration = OrchestratorConfiguration(
            deployment: "d",
            namespace: "n",
            predictor: "main",
            graph: try InferenceGraph(PredictorSpec(json: ["graph": graph]))
        )
        configuration.nodeTimeout = .seconds(20)
        change(&configuration)
        let server = try GraphServer(
            configuration,
            transport: LoopTransport(),
            registry: registry
        )
        let listener = LoopListener(
            SocketAddress(host: "127.0.0.1", port: 0),
            bodyLimit: configuration.front.limits.bodyBytes,
            execution: .onLoop
        )
        let (addresses, found) = AsyncStream<SocketAddress>.makeStream()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.serve(server) { found.yield($0) } }
            defer { group.cancelAll() }
            var response: Response?
            for await address in addresses.prefix(1) {
                var request = try Request(
                    .post,
                    url: "http://\(address)/api/v1.0/predictions",
                    body: .text(body)
                )
                if let type { request.fields.append(.contentType, type) }
                response = try await LoopTransport().send(request)
            }
            let answer = try #require(response)
            let page = MetricsPage(parsing: registry.exposition())
            return Outcome(
                status: answer.status,
                fields: answer.fields,
                json: (try? JSON(parsing: answer.body.bytes ?? [])) ?? .null,
                failures: page.sums(of: "radiant_node_failures_total", by: ["node", "reason"]),
                served: page.sums(of: OrchestratorMetrics.serverSeconds + "_count", by: ["code"])
            )
        }
    }

    @Test(arguments: [
        (RawServer.Answer.last("SSH-2.0-OpenSSH\r\n\r\n"), "malformed"),
        (.last(ok + "Content-Length: 10\r\n\r\nhalf"), "closed"), (.last(""), "closed"),
        (.last(ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"), "closed"),
        (.bytes(ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), "malformed"),
    ])
    func `a node that answers garbage, half or nothing is named, counted and answered for`(
        answer: RawServer.Answer,
        reason: String
    ) async throws {
        let node = try await RawServer([answer])

        let outcome = try await send("END", to: unit("bad", node.address.port))

        #expect(outcome.status == 500)
        #expect(outcome.failedNode == "bad")
        #expect(outcome.info.hasPrefix("bad: "))
        #expect(outcome.json["status"]?["status"] == "FAILURE")
        #expect(outcome.failures == [["node": "bad", "reason": reason]: 1])
        #expect(outcome.served == [["code": "500"]: 1])
    }

    @Test(arguments: [
        RawServer.Answer.silence, .bytes(ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
        .bytes("HTTP/1.1 100 Continue\r\n\r\n"),
    ])
    func `an answer without end runs into the deadline`(answer: RawServer.Answer) async throws {
        let node = try await RawServer([answer])

        let outcome = try await send("END", to: unit("slow", node.address.port)) {
            $0.nodeTimeout = .milliseconds(200)
        }

        #expect(outcome.status == 500)
        #expect(outcome.failedNode == "slow")
        #expect(outcome.failures == [["node": "slow", "reason": "timeout"]: 1])
    }

    @Test func `a redirect is the node's answer, and is not followed`() async throws {
        let text = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 5\r\n\r\nmoved"
        let node = try await RawServer([.bytes(text)])

        let outcome = try await send("END", to: unit("moved", node.address.port))

        #expect(outcome.status == 302)
        #expect(outcome.failedNode == "moved")
        #expect(node.requests == 1)
        #expect(outcome.served == [["code": "302"]: 1])
    }

    @Test func `provisional answers of a node are read over`() async throws {
        let text = "HTTP/1.1 100 Continue\r\n\r\n" + Self.ok + "Content-Length: 2\r\n\r\n{}"
        let node = try await RawServer([.bytes(text)])

        let outcome = try await send("END", to: unit("a", node.address.port))

        #expect(outcome.status == 200)
        #expect(outcome.failures.isEmpty)
    }

    @Test(arguments: [
        "{\"broken\": END", String(repeating: "[", count: 10_000) + "END", "{\"data\":NaN}END",
    ])
    func `what is no JSON goes to the node unread, whose answer counts`(body: String) async throws {
        let refusal = "{\"status\":{\"code\":-1,\"info\":\"no\",\"status\":1}}"
        let node = try await RawServer([
            .bytes(
                "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"
                    + "Content-Length: \(refusal.utf8.count)\r\n\r\n\(refusal)"
            )
        ])

        let outcome = try await send(body, to: unit("a", node.address.port), type: "text/csv")

        #expect(outcome.status == 400)
        #expect(outcome.json["status"]?["code"] == -1)
        #expect(outcome.failedNode == "a")
    }

    @Test(arguments: [
        "{\"data\":NaN}",
        String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000),
        "{\"a\":1", "",
    ])
    func `a reply that a combiner could not read is an error that names the child`(
        reply: String
    ) async throws {
        let good = try await RawServer([Self.answer("{\"strData\":\"a\"}")])
        let bad = try await RawServer([Self.answer(reply)])
        let combiner = try await RawServer([.silence])
        let children = [unit("good", good.address.port), unit("bad", bad.address.port)]

        let outcome = try await send(
            "END",
            to: unit("join", combiner.address.port, "COMBINER", children)
        )

        #expect(outcome.status == 500)
        #expect(outcome.info == "join: the reply of its child bad is not JSON")
        #expect(outcome.failures == [["node": "join", "reason": "not_json"]: 1])
        #expect(combiner.requests == 0)
    }

    @Test func `a body over the limit is refused, counted, and no node is called`() async throws {
        let node = try await RawServer([.silence])

        let outcome = try await send(
            String(repeating: "x", count: 2000),
            to: unit("a", node.address.port)
        ) { $0.front.limits = Limits(bodyBytes: 1000) }

        #expect(outcome.status == 413)
        #expect(outcome.info == "the body is larger than 1000 bytes")
        #expect(outcome.served == [["code": "413"]: 1])
        #expect(node.requests == 0)
    }

    @Test func `a node that is down is tried again, and then said to be down`() async throws {
        let outcome = try await send("END", to: unit("down", 1))

        #expect(outcome.status == 500)
        #expect(outcome.info.hasPrefix("down: cannot reach http://127.0.0.1:1/predict"))
        #expect(outcome.failures == [["node": "down", "reason": "refused"]: 1])
    }

    @Test func `a node that closed its kept connection is called again, unseen by the client`()
        async throws
    {
        let reply = "{\"strData\":\"x\"}END"
        let node = try await RawServer([Self.answer(reply), .last(""), Self.answer(reply)])
        // The second step goes out over the connection of the first.
        let graph = unit("a", node.address.port, "MODEL", [unit("b", node.address.port)])

        let outcome = try await send("END", to: graph)

        #expect(outcome.status == 200)
        #expect(outcome.failures.isEmpty)
        #expect(node.requests == 3)
    }

    @Test func `the trace context and other fields go on to the nodes`() async throws {
        let (requests, request) = AsyncStream<Request>.makeStream()
        let recorder = ClosureHandler {
            request.yield($0)
            return Response(.ok, type: "application/json", body: .text("{}"))
        }
        let listener = LoopListener(
            SocketAddress(host: "127.0.0.1", port: 0),
            execution: .onLoop
        )
        let (addresses, found) = AsyncStream<SocketAddress>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.serve(recorder) { found.yield($0) } }
            for await node in addresses.prefix(1) {
                let configuration = OrchestratorConfiguration(
                    deployment: "d",
                    namespace: "n",
                    predictor: "main",
                    graph: try InferenceGraph(
                        PredictorSpec(json: ["graph": unit("a", node.port)])
                    )
                )
                let server = try GraphServer(configuration, transport: LoopTransport())
                let trace = try #require(HTTPField.Name("Traceparent"))
                let value = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
                _ = await server.respond(
                    to: try Request(
                        .post,
                        url: "http://h/api/v1.0/predictions",
                        fields: [trace: value, .contentType: "application/json"],
                        body: .text("{}")
                    )
                )
                for await received in requests.prefix(1) {
                    #expect(received.fields[trace] == value)
                    #expect(received.fields[.contentType] == "application/json")
                    #expect(received.fields[.seldonPuid]?.count == 36)
                }
            }
            group.cancelAll()
        }
    }
}
