import Documents
import HTTP
import HTTPTypes
import Orchestrator
import Seldon
import Telemetry
import Testing

/// A node whose output goes to several children, with nobody to route or to join.
struct ForkTests {
    private func unit(_ name: String, _ port: Int, _ children: [JSON] = []) -> JSON {
        [
            "name": .string(name), "type": "MODEL", "children": .array(children),
            "endpoint": ["service_host": "127.0.0.1", "httpPort": .int(port)],
        ]
    }

    private func reply(
        _ graph: JSON,
        fork: String?,
        _ nodes: StubNodes = StubNodes()
    ) async throws -> (Response, StubNodes) {
        var predictor: JSON = ["name": "main", "graph": graph]
        if let fork { predictor["annotations"] = ["radiant.dev/fork": .string(fork)] }
        let configuration = OrchestratorConfiguration(
            deployment: "d",
            namespace: "n",
            predictor: "main",
            graph: try InferenceGraph(PredictorSpec(json: predictor))
        )
        let server = try GraphServer(configuration, transport: nodes)
        let request = try Request(
            .post,
            url: "http://h/api/v1.0/predictions",
            fields: [.contentType: "application/json"],
            body: .text("{\"data\":{\"ndarray\":[[1]]}}")
        )
        return (await server.respond(to: request), nodes)
    }

    @Test(arguments: ["true", "clf", "other, clf"])
    func `the answers of all children come back by their names`(fork: String) async throws {
        let graph = unit("clf", 19001, [unit("child-a", 19005), unit("child-b", 19006)])

        let (response, nodes) = try await reply(graph, fork: fork)

        let json = try JSON(parsing: response.body.bytes ?? [])
        #expect(response.status == 200)
        #expect(json["jsonData"]?["child-a"]?["meta"]?["tags"]?["by"] == "child-a")
        #expect(json["jsonData"]?["child-b"]?["meta"]?["tags"]?["by"] == "child-b")
        #expect(json["meta"] == [:])
        // Both got the node's output, not the client's message.
        let bodies = nodes.received.filter { $0.port != 19001 }.map(\.body)
        #expect(bodies.count == 2)
        #expect(bodies.allSatisfy { $0.contains("\"by\":\"clf\"") })
    }

    @Test(arguments: [nil, "other"])
    func `without the annotation the first child's answer is kept, as on Seldon`(
        fork: String?
    ) async throws {
        let graph = unit("clf", 19001, [unit("child-a", 19005), unit("child-b", 19006)])

        let (response, _) = try await reply(graph, fork: fork)

        let json = try JSON(parsing: response.body.bytes ?? [])
        #expect(json["meta"]?["tags"]?["by"] == "child-a")
    }

    @Test func `a branch of a fork that fails is the answer, and is named`() async throws {
        let graph = unit("clf", 19001, [unit("child-a", 19005), unit("bad", 19010)])

        let (response, _) = try await reply(graph, fork: "true")

        #expect(response.status == 500)
        #expect(response.fields[try #require(HTTPField.Name("X-Radiant-Failed-Node"))] == "bad")
    }

    @Test func `routers and combiners do not fork`() {
        var router = unit("r", 1, [unit("a", 2), unit("b", 3)])
        router["type"] = "ROUTER"
        let predictor = PredictorSpec(json: [
            "graph": router, "annotations": ["radiant.dev/fork": "true"],
        ])
        #expect(predictor.forks.isEmpty)
    }
}
