import Component
import Documents
import HTTP
import HTTPTypes
import Inference
import Serving
import Telemetry
import Testing

struct ComponentServerTests {
    private func post(_ path: String, _ json: JSON) throws -> Request {
        try Request(
            .post,
            url: "http://127.0.0.1:9000\(path)",
            fields: [.contentType: "application/json"],
            body: .bytes(json.bytes())
        )
    }

    private func answer(
        _ server: ComponentServer,
        _ path: String,
        _ json: JSON
    ) async throws -> (
        status: Int, json: JSON
    ) {
        let response = await server.respond(to: try post(path, json))
        return (response.status, try JSON(parsing: response.body.bytes ?? []))
    }

    @Test func `digits of numbers that a model passes on are kept`() async throws {
        let server = ComponentServer(EchoModel())
        let request = try Request(
            .post,
            url: "http://127.0.0.1/predict",
            fields: [.contentType: "application/json"],
            body: .text("{\"data\":{\"ndarray\":[[1.10,12345678901234567890,6e-7]]}}")
        )
        let response = await server.respond(to: request)
        let text = String(decoding: response.body.bytes ?? [], as: UTF8.self)
        #expect(text.contains("[[1.10,12345678901234567890,6e-7]]"))
    }

    @Test func `a body over the limit is refused with 413`() async throws {
        var configuration = ComponentConfiguration()
        configuration.limits = Limits(bodyBytes: 16)
        let server = ComponentServer(EchoModel(), configuration: configuration)
        let (status, json) = try await answer(server, "/predict", ["strData": "too long a text"])
        #expect(status == 413)
        #expect(json["status"]?["reason"] == "MICROSERVICE_BAD_DATA")
    }

    @Test func `JSON that is nested too deeply is bad data`() async throws {
        let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
        let request = try Request(
            .post,
            url: "http://127.0.0.1/predict",
            fields: [.contentType: "application/json"],
            body: .text("{\"jsonData\":\(deep)}")
        )
        #expect(await ComponentServer(EchoModel()).respond(to: request).status == 400)
    }

    @Test func `more calls than may wait are answered with 503`() async throws {
        var configuration = ComponentConfiguration()
        configuration.concurrency = 1
        configuration.queueLimit = 0
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let (release, open) = AsyncStream.makeStream(of: Void.self)
        let model = BlockedModel(started: signal, release: release)
        let server = ComponentServer(model, configuration: configuration)
        let request = try post("/predict", ["strData": "x"])
        try await withThrowingTaskGroup { group in
            group.addTask { await server.respond(to: request).status }
            for await _ in started { break }
            #expect(await server.respond(to: request).status == 503)
            open.finish()
            for try await status in group { #expect(status == 200) }
        }
    }

    @Test func `what a model measures is on the metrics page`() async throws {
        var configuration = ComponentConfiguration(
            identity: ComponentIdentity(unit: "m", image: "radiant/m:0.1", predictor: "main")
        )
        configuration.metricsPath = "/prometheus"
        let server = ComponentServer(MetricsModel(), configuration: configuration)
        _ = try await answer(server, "/predict", ["data": ["ndarray": [[1, 2]]]])
        _ = try await answer(server, "/send-feedback", ["reward": 2.5])
        _ = try await answer(server, "/send-feedback", ["reward": 0])
        let response = await server.metrics.respond(
            to: try Request(url: "http://127.0.0.1:6000/prometheus")
        )
        let page = MetricsPage(parsing: response.body.bytes ?? [])
        #expect(page.samples(of: "rows_total", where: ["kind": "batch"]).first?.value == 1)
        let counters = page.sums(of: "mycounter_total", by: ["method"])
        #expect(counters == [["method": "predict"]: 1, ["method": "feedback"]: 2])
        let feedback = page.samples(of: "seldon_api_model_feedback_reward_total").first
        #expect(feedback?.value == 2.5)
        #expect(feedback?.labels["model_version"] == "0.1")
        #expect(feedback?.labels["deployment_name"] == "NOT_IMPLEMENTED")
        let timers = page.histograms(of: "mytimer", by: [])
        #expect(timers[[:]]?.bounds.count == 51)
        let other = await server.metrics.respond(to: try Request(url: "http://127.0.0.1:6000/x"))
        #expect(other.status == 404)
    }

    @Test func `the environment of the operator is read`() throws {
        let configuration = try ComponentConfiguration(environment: [
            "PREDICTIVE_UNIT_HTTP_SERVICE_PORT": "9001", "POD_IP": "127.77.0.3",
            "PREDICTIVE_UNIT_METRICS_SERVICE_PORT": "6001", "PREDICTIVE_UNIT_ID": "a",
            "PREDICTIVE_UNIT_PARAMETERS":
                "[{\"name\":\"latency_ms\",\"value\":\"5\",\"type\":\"INT\"}]",
        ])
        #expect(configuration.address == SocketAddress(host: "127.77.0.3", port: 9001))
        #expect(configuration.metricsAddress.port == 6001)
        #expect(try configuration.parameters.int("latency_ms", default: 0) == 5)
        #expect(throws: ComponentError.self) {
            try ComponentConfiguration(environment: ["PREDICTIVE_UNIT_HTTP_SERVICE_PORT": "x"])
        }
    }

    @Test func `every example component answers or says what it lacks`() async throws {
        for name in ExampleComponents.all.keys.sorted() {
            let component = try ExampleComponents.make(name, Parameters())
            let server = ComponentServer(component)
            let (path, body): (String, JSON) =
                switch component {
                case is any Router: ("/route", ["data": ["ndarray": [[1, 2]]]])
                case is any Combiner: ("/aggregate", [["data": ["ndarray": [[1, 2]]]]])
                default: ("/predict", ["data": ["ndarray": [[1, 2]]]])
                }
            #expect(try await answer(server, path, body).status == 200, "\(name)")
        }
        #expect(throws: ComponentError.self) { try ExampleComponents.make("none", Parameters()) }
        let failing = try ExampleComponents.make(
            "troubled-model",
            Parameters(["error_rate": "1", "status": "418"])
        )
        let (status, json) = try await answer(
            ComponentServer(failing),
            "/predict",
            ["strData": "x"]
        )
        #expect(status == 418)
        #expect(json["status"]?["reason"] == "TROUBLE_ASKED_FOR")
    }
}

/// A model whose calls end when they are let.
private struct BlockedModel: Model {
    var started: AsyncStream<Void>.Continuation
    var release: AsyncStream<Void>

    func predict(_ message: SeldonMessage) async throws -> Reply {
        started.yield()
        for await _ in release {}
        return try .unchanged(message)
    }
}
