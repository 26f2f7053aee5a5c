import Documents
import HTTP
import HTTPTypes
import Logging
import Orchestrator
import Seldon
import Synchronization
import Telemetry
import Testing

/// What is sent to the log of payloads.
struct PayloadLogTests {
    /// Nodes that answer, and a log that takes down what it gets, or never answers.
    private final class NodesAndLog: HTTPTransport {
        let nodes = StubNodes()
        let events: AsyncStream<Request>
        private let event: AsyncStream<Request>.Continuation
        private let isStuck: Bool

        init(isStuck: Bool = false) {
            self.isStuck = isStuck
            (events, event) = AsyncStream.makeStream()
        }

        func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
            guard request.authority == "log:80" else {
                return try await nodes.send(request, options)
            }
            event.yield(request)
            if isStuck { try await Task.sleep(for: .seconds(600)) }
            return Response(.accepted)
        }
    }

    private func server(
        _ transport: NodesAndLog,
        mode: String,
        _ registry: MetricsRegistry = MetricsRegistry(),
        queue: Int = 100
    ) throws -> GraphServer {
        let graph: JSON = [
            "name": "clf", "type": "MODEL",
            "endpoint": ["service_host": "127.0.0.1", "httpPort": 19001],
            "logger": ["mode": .string(mode), "url": "http://log:80/events"],
        ]
        var configuration = OrchestratorConfiguration(
            deployment: "checks-reader",
            namespace: "default",
            predictor: "main",
            graph: try InferenceGraph(PredictorSpec(json: ["graph": graph]))
        )
        configuration.payloadLog = PayloadLogSettings(queueLimit: queue, workers: 1)
        return try GraphServer(configuration, transport: transport, registry: registry)
    }

    private func predict(_ fields: HTTPFields = [:]) throws -> Request {
        var fields = fields
        fields[.contentType] = "application/json"
        fields[try #require(HTTPField.Name("Seldon-Puid"))] = "p-1"
        return try Request(
            .post,
            url: "http://h/api/v1.0/predictions",
            fields: fields,
            body: .text("{\"strData\":\"in\"}")
        )
    }

    private func value(_ name: String, of request: Request) throws -> String? {
        request.fields[try #require(HTTPField.Name(name))]
    }

    @Test func `what goes into a node and comes out of it is sent as CloudEvents`() async throws {
        let transport = NodesAndLog()
        let server = try server(transport, mode: "all")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.runLogging() }
            _ = await server.respond(to: try predict())

            var events: [Request] = []
            for await event in transport.events.prefix(2) { events.append(event) }
            #expect(
                try events.map { try value("Ce-Type", of: $0) } == [
                    "io.seldon.serving.inference.request", "io.seldon.serving.inference.response",
                ]
            )
            #expect(events[0].body.bytes == Array("{\"strData\":\"in\"}".utf8))
            for event in events {
                #expect(event.url == "http://log:80/events")
                #expect(try value("Ce-Specversion", of: event) == "1.0")
                #expect(try value("Ce-Requestid", of: event) == "p-1")
                #expect(try value("Ce-Modelid", of: event) == "clf")
                #expect(try value("Ce-Inferenceservicename", of: event) == "checks-reader")
                #expect(try value("Ce-Endpoint", of: event) == "main")
                #expect(try value("Ce-Id", of: event)?.count == 36)
                #expect(try value("Content-Type", of: event) == "application/json")
            }
            group.cancelAll()
        }
    }

    @Test(arguments: [("request", "request"), ("response", "response")])
    func `a mode leaves the other half out`(mode: String, ending: String) async throws {
        let transport = NodesAndLog()
        let server = try server(transport, mode: mode)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.runLogging() }
            for _ in 0..<2 { _ = await server.respond(to: try predict()) }
            for await event in transport.events.prefix(2) {
                #expect(try value("Ce-Type", of: event)?.hasSuffix(ending) == true)
            }
            group.cancelAll()
        }
    }

    @Test func `a log that does not answer holds no request up, and what it loses is counted`()
        async throws
    {
        let transport = NodesAndLog(isStuck: true)
        let registry = MetricsRegistry()
        let server = try server(transport, mode: "request", registry, queue: 3)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.runLogging() }
            _ = await server.respond(to: try predict())
            for await _ in transport.events.prefix(1) {}

            for _ in 0..<10 { #expect(await server.respond(to: try predict()).status == 200) }

            // One is being sent, at most one waits for a worker, three wait in the queue.
            let page = MetricsPage(parsing: registry.exposition())
            let dropped = page.sums(of: "radiant_payload_log_dropped_total", by: ["reason"])
            #expect([6, 7].contains(dropped[["reason": "full"]] ?? 0))
            group.cancelAll()
        }
    }

    @Test func `a client can ask that nothing is logged`() async throws {
        let transport = NodesAndLog()
        let server = try server(transport, mode: "all")
        let skip = try #require(HTTPField.Name("Seldon-Skip-Logging"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.runLogging() }
            _ = await server.respond(to: try predict([skip: "true"]))
            var other = try predict()
            other.fields[try #require(HTTPField.Name("Seldon-Puid"))] = "p-2"
            _ = await server.respond(to: other)
            // The first event is of the second request: the first one left none.
            for await event in transport.events.prefix(1) {
                #expect(try value("Ce-Requestid", of: event) == "p-2")
            }
            group.cancelAll()
        }
    }
}
