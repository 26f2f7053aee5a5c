import Documents
import HTTP
import HTTPTypes
import Logging
import Orchestrator
import Seldon
import Serving
import Telemetry
import Testing

struct GraphWalkTests {
    private func unit(_ name: String, _ type: String?, _ port: Int, _ children: [JSON] = []) -> JSON
    {
        var unit: JSON = [
            "name": .string(name),
            "endpoint": ["service_host": "127.0.0.1", "httpPort": .int(port)],
        ]
        if let type { unit["type"] = .string(type) }
        if !children.isEmpty { unit["children"] = .array(children) }
        return unit
    }

    private func server(
        _ graph: JSON,
        _ nodes: StubNodes = StubNodes(),
        registry: MetricsRegistry = MetricsRegistry(),
        change: (inout OrchestratorConfiguration) -> Void = { _ in }
    ) throws -> GraphServer {
        var configuration = OrchestratorConfiguration(
            deployment: "d",
            namespace: "n",
            predictor: "main",
            graph: try InferenceGraph(PredictorSpec(json: ["graph": graph]))
        )
        change(&configuration)
        return try GraphServer(
            configuration,
            transport: nodes,
            registry: registry,
            reachability: { $0.port != 19099 }
        )
    }

    private func predict(_ fields: HTTPFields = [:]) throws -> Request {
        var fields = fields
        fields[.contentType] = "application/json"
        return try Request(
            .post,
            url: "http://127.0.0.1:8000/api/v1.0/predictions",
            fields: fields,
            body: .text("{\"data\":{\"ndarray\":[[1,2]]}}")
        )
    }

    @Test func `a route that is out of range is an error that names the router`() async throws {
        let graph = unit("r", "ROUTER", 19023, [unit("a", "MODEL", 19005)])
        let registry = MetricsRegistry()
        let response = try await server(graph, registry: registry).respond(to: predict())
        #expect(response.status == 500)
        #expect(response.head.headerFields[.radiantFailedNode] == "r")
        let info = try JSON(parsing: response.body.bytes ?? [])["status"]?["info"]?.string
        #expect(info == "r: it routed to child 5 and has 1")
        let page = MetricsPage(parsing: registry.exposition())
        let failures = page.sums(of: "radiant_node_failures_total", by: ["node", "reason"])
        #expect(failures == [["node": "r", "reason": "bad_route"]: 1])
    }

    @Test func `a router's message without a number goes to all children`() async throws {
        let nodes = StubNodes()
        let children = [unit("a", "MODEL", 19005), unit("b", "MODEL", 19006)]
        let graph = unit("r", "ROUTER", 19026, children)
        let response = try await server(graph, nodes).respond(to: predict())
        #expect(response.status == 200)
        #expect(nodes.received.count == 3)
    }

    @Test func `the node that failed is named though its own answer comes through`() async throws {
        let graph = unit("a", "MODEL", 19001, [unit("bad", "MODEL", 19010)])
        let response = try await server(graph).respond(to: predict())
        #expect(response.status == 500)
        #expect(response.head.headerFields[.radiantFailedNode] == "bad")
        #expect(response.head.headerFields[.contentType] == "application/json")
    }

    @Test func `calls with no answer are counted by node and reason`() async throws {
        let registry = MetricsRegistry()
        for (port, _) in [(19099, "refused"), (19013, "closed"), (19012, "timeout")] {
            let server = try server(unit("n", "MODEL", port), registry: registry)
            #expect(try await server.respond(to: predict()).status == 500)
        }
        let page = MetricsPage(parsing: registry.exposition())
        let failures = page.sums(of: "radiant_node_failures_total", by: ["reason"])
        #expect(
            failures == [
                ["reason": "refused"]: 1, ["reason": "closed"]: 1, ["reason": "timeout"]: 1,
            ]
        )
        #expect(page.samples(of: OrchestratorMetrics.clientSeconds + "_count").isEmpty)
        let served = page.sums(of: OrchestratorMetrics.serverSeconds + "_count", by: ["code"])
        #expect(served == [["code": "500"]: 3])
    }

    @Test func `metrics bear the executor's names and labels`() async throws {
        let registry = MetricsRegistry()
        let predictor: JSON = [
            "name": "main", "annotations": ["version": "v7"],
            "graph": unit("detection-infer", "MODEL", 19002),
            "componentSpecs": [
                ["spec": ["containers": [["name": "detection-infer", "image": "b/detect:1.2"]]]]
            ],
        ]
        var configuration = OrchestratorConfiguration(
            deployment: "checks-reader",
            namespace: "default",
            predictor: "main",
            graph: try InferenceGraph(PredictorSpec(json: predictor))
        )
        configuration.predictorVersion = "v7"
        let server = try GraphServer(configuration, transport: StubNodes(), registry: registry)
        _ = await server.respond(to: try predict())
        _ = await server.respond(to: try predict())
        let page = MetricsPage(parsing: registry.exposition())
        let client = page.histograms(of: "seldon_api_executor_client_requests_seconds")
        #expect(
            client.keys.first == [
                "code": "200", "deployment_name": "checks-reader", "method": "post",
                "model_image": "b/detect", "model_name": "detection-infer",
                "model_version": "1.2", "predictor_name": "main", "predictor_version": "v7",
                "service": "/predict",
            ]
        )
        #expect(client.values.first?.count == 2)
        #expect(
            client.values.first?.bounds == [
                0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
                .infinity,
            ]
        )
        let served = page.histograms(of: "seldon_api_executor_server_requests_seconds")
        #expect(
            served.keys.first == [
                "code": "200", "deployment_name": "checks-reader", "method": "post",
                "predictor_name": "main", "predictor_version": "v7", "service": "predictions",
            ]
        )
        let summary = page.samples(of: "seldon_api_executor_client_requests_seconds_summary")
        #expect(summary.compactMap { $0.labels["quantile"] }.count == 6)
        let fine = page.histograms(of: "radiant_node_duration_seconds", by: ["node"])
        #expect(fine[["node": "detection-infer"]]?.count == 2)
    }

    @Test func `the time of each node is told when it is asked for`() async throws {
        let graph = unit("detection-infer", "MODEL", 19002, [unit("bad", "MODEL", 19010)])
        let server = try server(graph)
        let silent = await server.respond(to: try predict())
        #expect(silent.head.headerFields[.serverTiming] == nil)
        let response = await server.respond(to: try predict([.radiantTrace: "1"]))
        let timing = ServerTiming(parsing: try #require(response.head.headerFields[.serverTiming]))
        #expect(timing.timings.map(\.node) == ["detection-infer", "bad"])
        #expect(timing.timings.map(\.step) == ["/predict", "/predict"])
    }

    @Test func `a random split follows its ratio, and does so with a type too`() async throws {
        for type in [nil, "ROUTER"] {
            let nodes = StubNodes()
            var graph = unit("ab", type, 0, [unit("a", "MODEL", 19005), unit("b", "MODEL", 19006)])
            graph["endpoint"] = nil
            graph["implementation"] = "RANDOM_ABTEST"
            graph["parameters"] = [["name": "ratioA", "value": "0.8", "type": "FLOAT"]]
            let server = try server(graph, nodes)
            for _ in 0..<1000 { _ = await server.respond(to: try predict()) }
            let first = nodes.received.count { $0.port == 19005 }
            // Five standard deviations of a binomial draw to each side.
            #expect((736...864).contains(first), "\(first) of 1000")
            #expect(nodes.received.count == 1000)
        }
    }

    @Test func `built-in nodes pass messages through`() async throws {
        for implementation in ["SIMPLE_MODEL", "SIMPLE_ROUTER", "AVERAGE_COMBINER"] {
            var graph = unit("x", nil, 0, [unit("a", "MODEL", 19005), unit("b", "MODEL", 19006)])
            graph["endpoint"] = nil
            graph["implementation"] = .string(implementation)
            let response = try await server(graph).respond(to: predict())
            let json = try JSON(parsing: response.body.bytes ?? [])
            #expect(json["meta"]?["tags"]?["by"] == "child-a", "\(implementation)")
        }
    }

    @Test func `feedback for a branch that is not there is the client's error`() async throws {
        let nodes = StubNodes()
        let children = [unit("a", "MODEL", 19005), unit("b", "MODEL", 19006)]
        let server = try server(unit("router", "ROUTER", 19004, children), nodes)
        for (branch, status, calls) in [(7, 400, 0), (-2, 200, 1), (1, 200, 2)] {
            let before = nodes.received.count
            let request = try Request(
                .post,
                url: "http://127.0.0.1/api/v1.0/feedback",
                fields: [.contentType: "application/json"],
                body: .text("{\"response\":{\"meta\":{\"routing\":{\"router\":\(branch)}}}}")
            )
            #expect(await server.respond(to: request).status == status, "\(branch)")
            #expect(nodes.received.count - before == calls, "\(branch)")
        }
    }

    @Test func `fields of one connection do not go on to nodes, all others do`() async throws {
        let nodes = StubNodes()
        let server = try server(unit("clf", "MODEL", 19001), nodes)
        let named = try #require(HTTPField.Name("X-Named"))
        let tenant = try #require(HTTPField.Name("X-Tenant"))
        _ = await server.respond(
            to: try predict([
                .connection: "close, X-Named", named: "1", tenant: "t1", .authorization: "Bearer x",
                .seldonPuid: "p-1",
            ])
        )
        let fields = try #require(nodes.received.first).fields
        #expect(fields[.connection] == nil)
        #expect(fields[named] == nil)
        #expect(fields[tenant] == "t1")
        #expect(fields[.authorization] == "Bearer x")
        #expect(fields[.seldonPuid] == "p-1")
    }

    @Test func `an encoded answer is passed on untouched`() async throws {
        let response = try await server(unit("z", "MODEL", 19016)).respond(to: predict())
        #expect(response.head.headerFields[.contentEncoding] == "gzip")
        #expect(response.body.bytes == [0x1F, 0x8B, 0x3C, 0x26])
    }

    @Test func `it is ready when every node accepts connections, and not while it drains`()
        async throws
    {
        let ready = try Request(url: "http://127.0.0.1/ready")
        let down = try server(unit("a", "MODEL", 19001, [unit("b", "MODEL", 19099)]))
        #expect(await down.respond(to: ready).status == 503)
        let up = try server(unit("a", "MODEL", 19001))
        #expect(await up.respond(to: ready).status == 200)
        up.drain()
        #expect(await up.respond(to: ready).status == 503)
        #expect(try await up.respond(to: predict()).status == 200)
    }

    @Test func `a body over the limit is refused with 413 and counted`() async throws {
        let registry = MetricsRegistry()
        let server = try server(unit("a", "MODEL", 19001), registry: registry) {
            $0.front.limits = Limits(bodyBytes: 8)
        }
        #expect(try await server.respond(to: predict()).status == 413)
        let page = MetricsPage(parsing: registry.exposition())
        let served = page.sums(of: OrchestratorMetrics.serverSeconds + "_count", by: ["code"])
        #expect(served == [["code": "413"]: 1])
    }

    @Test func `more than may be under way is refused with a word on when to come again`()
        async throws
    {
        let registry = MetricsRegistry()
        let nodes = StubNodes()
        let server = try server(unit("a", "MODEL", 19001), nodes, registry: registry) {
            $0.front.inFlightLimit = 0
        }
        let response = await server.respond(to: try predict())
        #expect(response.status == 503)
        #expect(response.fields[try #require(HTTPField.Name("Retry-After"))] == "1")
        #expect(nodes.received.isEmpty)
        // Probes are answered all the same.
        #expect(await server.respond(to: try Request(url: "http://h/ready")).status == 200)
        let page = MetricsPage(parsing: registry.exposition())
        let served = page.sums(of: OrchestratorMetrics.serverSeconds + "_count", by: ["code"])
        #expect(served == [["code": "503"]: 1])
    }

    @Test func `a client that gives up is no failure of a node`() async throws {
        let registry = MetricsRegistry()
        let configuration = OrchestratorConfiguration(
            deployment: "d",
            namespace: "n",
            predictor: "p",
            graph: try InferenceGraph(PredictorSpec(json: ["graph": unit("a", "MODEL", 1)]))
        )
        let server = try GraphServer(
            configuration,
            client: AbandonedClient(),
            registry: registry,
            logger: Logger(label: "test")
        )
        let response = await server.respond(to: try predict())
        #expect(response.status == 499)
        #expect(response.head.headerFields[.radiantFailedNode] == nil)
        let page = MetricsPage(parsing: registry.exposition())
        let served = page.sums(of: OrchestratorMetrics.serverSeconds + "_count", by: ["code"])
        #expect(served == [["code": "499"]: 1])
    }

    @Test func `children are called side by side`() async throws {
        let meeting = MeetingClient(children: ["a", "b", "c"])
        let children = ["a", "b", "c"].map { unit($0, "MODEL", 19005) }
        let configuration = OrchestratorConfiguration(
            deployment: "d",
            namespace: "n",
            predictor: "p",
            graph: try InferenceGraph(
                PredictorSpec(json: ["graph": unit("c0", "COMBINER", 1, children)])
            )
        )
        let server = try GraphServer(
            configuration,
            client: meeting,
            registry: MetricsRegistry(),
            logger: Logger(label: "test")
        )
        // Each child answers only once all have been called: one after the other would never end.
        let response = await server.respond(to: try predict())
        let text = String(decoding: response.body.bytes ?? [], as: UTF8.self)
        #expect(text == "[\"a\",\"b\",\"c\"]")
    }
}

/// A client whose calls are all given up.
private struct AbandonedClient: NodeClient {
    func ask(
        _ node: Node,
        _ method: NodeMethod,
        _ message: NodeMessage?,
        _ fields: FieldLines
    ) async throws(NodeFailure) -> NodeReply {
        throw NodeFailure(.cancelled, "the call was given up")
    }

    func isReachable(_ node: Node) async -> Bool { true }
}

/// A client whose children answer when all of them have been called.
private actor MeetingClient: NodeClient {
    private var missing: Set<String>
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(children: [String]) { missing = Set(children) }

    func ask(
        _ node: Node,
        _ method: NodeMethod,
        _ message: NodeMessage?,
        _ fields: FieldLines
    ) async throws(NodeFailure) -> NodeReply {
        guard method.path == "/predict" else {
            return NodeReply(status: 200, message: message ?? NodeMessage([]))
        }
        missing.remove(node.name)
        if missing.isEmpty {
            for continuation in waiting { continuation.resume() }
            waiting = []
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
        return NodeReply(status: 200, message: NodeMessage(Array("\"\(node.name)\"".utf8)))
    }

    func isReachable(_ node: Node) async -> Bool { true }
}
