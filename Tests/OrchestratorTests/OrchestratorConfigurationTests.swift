import Documents
import HTTP
import Inference
import Orchestrator
import Seldon
import Serving
import Testing

struct OrchestratorConfigurationTests {
    private struct NoFile: Error {}

    private let predictor =
        "{\"name\":\"main\",\"annotations\":{\"version\":\"v1\"},\"graph\":{\"name\":\"clf\",\"type\":\"MODEL\","
        + "\"endpoint\":{\"service_host\":\"localhost\",\"service_port\":9000,\"httpPort\":9000}}}"

    private func configuration(
        _ arguments: [String],
        _ environment: [String: String] = [:],
        files: [String: String] = [:]
    ) throws -> OrchestratorConfiguration {
        var environment = environment
        environment["ENGINE_PREDICTOR"] =
            environment["ENGINE_PREDICTOR"] ?? Base64.text(of: Array(predictor.utf8))
        return try OrchestratorConfiguration(arguments: arguments, environment: environment) {
            guard let text = files[$0] else { throw NoFile() }
            return text
        }
    }

    @Test func `the operator's flags and environment are read`() throws {
        let arguments = [
            "--sdep", "checks-reader", "--namespace", "default", "--predictor", "main",
            "--http_port", "8000", "--grpc_port", "5001", "--protocol", "seldon", "--transport",
            "rest", "--prometheus_path", "/prometheus", "--server_type", "rpc",
            "--log_work_buffer_size", "10000", "--log_write_timeout_ms", "2000",
            "--full_health_checks=false", "-graceful_timeout=1m30s",
        ]
        let read = try configuration(
            arguments,
            [
                "POD_IP": "127.77.0.9", "SELDON_PODINFO": "/x",
                "SELDON_ENABLE_ROUTING_INJECTION": "1",
            ],
            files: ["/x": "a=\"b\"\nseldon.io/rest-timeout=\"2500\"\n"]
        )
        #expect(read.deployment == "checks-reader")
        #expect(read.predictor == "main")
        #expect(read.predictorVersion == "v1")
        #expect(read.address.description == "127.77.0.9:8000")
        #expect(read.front.metricsPath == "/prometheus")
        #expect(read.nodeTimeout == .milliseconds(2500))
        #expect(read.gracefulTimeout == .seconds(90))
        #expect(read.injectsRouting)
        #expect(!read.fullHealthChecks)
        #expect(read.notices == ["--log_write_timeout_ms means nothing here"])
        #expect(read.payloadLog.queueLimit == 10_000)
        #expect(read.graph.nodes.first?.address?.port == 9000)
    }

    @Test func `timeouts that the executor ignores are honoured, its own first`() throws {
        func read(_ lines: String) throws -> OrchestratorConfiguration {
            try configuration([], ["SELDON_PODINFO": "/x"], files: ["/x": lines])
        }
        let old = try read(
            "seldon.io/rest-read-timeout=\"5000\"\nseldon.io/rest-connection-timeout=\"70\"\n"
                + "seldon.io/rest-connect-retries=\"0\"\nradiant.dev/max-in-flight=\"7\"\n"
        )
        #expect(old.nodeTimeout == .milliseconds(5000))
        #expect(old.connectTimeout == .milliseconds(70))
        #expect(old.connectRetries == 0)
        #expect(old.front.inFlightLimit == 7)
        let both = "seldon.io/rest-read-timeout=\"5\"\nseldon.io/rest-timeout=\"9\"\n"
        #expect(try read(both).nodeTimeout == .milliseconds(9))
        let wrong = try read("seldon.io/rest-connect-retries=\"often\"\n")
        #expect(wrong.connectRetries == 2)
        #expect(wrong.notices.count == 1)
    }

    @Test func `without annotations a call of a node has no deadline`() throws {
        #expect(try configuration([]).nodeTimeout == nil)
        #expect(try configuration([]).address.description == "127.0.0.1:8080")
    }

    @Test func `a manifest's predictor is found by its name`() throws {
        let manifest = """
            spec:
              predictors:
              - name: main
                graph: {name: a, type: MODEL, endpoint: {service_port: 9000}}
              - name: canary
                graph: {name: b, type: MODEL, endpoint: {service_port: 9001}}
            """
        let read = try configuration(
            ["--file", "m.yaml", "--predictor", "canary"],
            files: ["m.yaml": manifest]
        )
        #expect(read.graph.nodes.first?.name == "b")
        #expect(throws: OrchestratorError.unknownPredictor("x", known: ["main", "canary"])) {
            try configuration(
                ["--file", "m.yaml", "--predictor", "x"],
                files: ["m.yaml": manifest]
            )
        }
    }

    @Test func `wrong flags and predictors are said`() throws {
        #expect(throws: OrchestratorError.unknownFlag("--nosuch")) {
            try configuration(["--nosuch", "1"])
        }
        #expect(throws: OrchestratorError.unknownFlag("stray")) { try configuration(["stray"]) }
        #expect(throws: OrchestratorError.self) { try configuration(["--http_port", "many"]) }
        #expect(throws: OrchestratorError.self) { try configuration(["--http_port"]) }
        #expect(throws: OrchestratorError.unsupportedProtocol("nosuch")) {
            try configuration(["--protocol", "nosuch"])
        }
        #expect(throws: OrchestratorError.self) {
            try configuration([], ["ENGINE_PREDICTOR": "%%%"])
        }
        #expect(throws: OrchestratorError.noPredictor) {
            try configuration([], ["ENGINE_PREDICTOR": ""])
        }
    }

    @Test func `a graph that cannot be walked is refused`() throws {
        func graph(_ text: String) throws -> InferenceGraph {
            try InferenceGraph(PredictorSpec(json: ["graph": JSON(parsing: text)]))
        }
        #expect(throws: OrchestratorError.malformedGraph("the node a has no port")) {
            try graph("{\"name\":\"a\"}")
        }
        let twice =
            "{\"name\":\"a\",\"endpoint\":{\"httpPort\":1},\"children\":[{\"name\":\"a\",\"endpoint\":{\"httpPort\":1}}]}"
        #expect(throws: OrchestratorError.malformedGraph("the name a stands twice")) {
            try graph(twice)
        }
        #expect(throws: OrchestratorError.self) { try InferenceGraph(PredictorSpec(json: [:])) }
    }
}
