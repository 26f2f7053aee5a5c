import Documents
import HTTP
import HTTPTypes
import Inference
import Orchestrator
import Seldon
import Serving
import Telemetry
import Testing

/// Holds the orchestrator against what the real executor did in front of the same stub nodes.
struct RecordedExchangeTests {
    /// Exchanges in which we differ on purpose or that are decided below this seam, and why.
    private static let differences: [String: String] = [
        "single-model/bad-request-line": "the listener's: RecordedWireTests",
        "single-model/no-host": "the listener's: RecordedWireTests",
        "single-model/predict-http-1.0": "the listener's: RecordedWireTests",
        "single-model/predict-chunked-request": "the listener's: RecordedWireTests",
        "single-model/predict-expect-100": "the listener's: RecordedWireTests",
        "single-model/predict-connection-close": "hop-by-hop fields do not go on to nodes",
        "single-model/predict-headers-forwarded": "hop-by-hop fields do not go on to nodes",
        "single-model/predict-double-slash": "404 in place of a redirect that loses the body",
        "single-model/doc": "no OpenAPI document",
        "single-model/predict-no-content-type": "an absent type is sent absent, not empty",
        "single-model/predict-bare": "an absent type is sent absent, not empty",
        "single-model/prometheus-headers-openmetrics-gzip-asked": "no OpenMetrics",
        "upstream-failures/one-gzip": "nodes are asked for gzip only where the client asks",
        "upstream-failures/one-slow-no-timeout": "the stub here always runs out of time",
        "upstream-failures/one-empty": "an absent type stays absent",
        "upstream-failures/one-closes-reused-connection":
            "predictions too are sent once more: LoopTransportTests",
        "router-variants/bad": "a message without a route goes to all, and ends no connection",
        "router-variants/out-of-range": "a 500 that names the router, and ends no connection",
        "chain-concurrent": "20,000 requests; client series that do not swap: GraphWalkTests",
        "v2-single/server-metadata": "served", "v2-single/health-live": "served",
        "v2-chain/server-metadata": "served", "v2-chain/health-live": "served",
    ]

    /// Folders of other protocols, which other tests replay.
    private static let otherProtocols = ["grpc/"]

    private static let folders = [
        "single-model", "chain", "router", "combiner", "transformer", "output-transformer",
        "methods", "full-health-checks", "router-variants/0", "router-variants/all",
        "router-variants/implicit", "router-variants/list", "router-variants/none",
        "router-variants/tensor", "combiner-variants/child-fails",
        "combiner-variants/child-not-json", "routing-injection/chain",
        "routing-injection/combiner", "routing-injection/router",
        "routing-injection/router-none", "routing-injection/single",
        "routing-injection/transformer", "routing-injection/up-nometa",
        "upstream-failures/chain-first-fails", "upstream-failures/chain-second-fails",
        "upstream-failures/chain-second-refused", "upstream-failures/one-201",
        "upstream-failures/one-404", "upstream-failures/one-500-json",
        "upstream-failures/one-500-text", "upstream-failures/one-close",
        "upstream-failures/one-empty", "upstream-failures/one-html",
        "upstream-failures/one-nometa", "upstream-failures/one-not-json",
        "upstream-failures/one-refused", "upstream-failures/one-slow-timeout-500ms",
        "upstream-failures/one-gzip-asked", "upstream-failures/one-gzip",
        "upstream-failures/one-slow-no-timeout", "full-health-checks/failing", "echo",
        "environment/cors", "environment/jaeger-b3", "environment/jaeger-disabled",
        "v2-single", "v2-chain", "v2-combiner", "tensorflow-single", "tensorflow-chain",
    ]

    @Test func `no recorded folder is left out without a reason`() {
        for folder in Fixtures.folders("executor", with: "predictor.json") {
            let isOther = Self.otherProtocols.contains { folder.hasPrefix($0) }
            let isKnown = Self.folders.contains(folder) || Self.differences[folder] != nil
            #expect(isOther || isKnown, "\(folder)")
        }
    }

    @Test(arguments: folders)
    func `recorded requests are walked and answered as the executor did`(
        folder: String
    ) async throws {
        guard let text = Fixtures.text("executor/\(folder)/predictor.json") else { return }
        let predictor = try JSON(parsing: text)
        for name in Fixtures.names("executor/\(folder)") where name != "predictor" {
            let full = "\(folder)/\(name)"
            let isListed = Self.differences[full] ?? Self.differences[folder]
            guard isListed == nil, let text = Fixtures.text("executor/\(full).json") else {
                continue
            }
            let recorded = try JSON(parsing: text)
            guard let status = recorded["response"]?["status"]?.int else { continue }
            try await replay(full, recorded, status: status, predictor: predictor)
        }
    }

    @Test(arguments: ["chain/prometheus", "combiner/prometheus-counts"])
    func `the same requests are counted in the same series as the executor's`(
        path: String
    ) async throws {
        let folder = path.split(separator: "/")[0]
        guard let text = Fixtures.text("executor/\(folder)/predictor.json"),
            let recordedPage = Fixtures.text("executor/\(path).txt")
        else { return }
        let registry = MetricsRegistry()
        var configuration = try Self.configuration(JSON(parsing: text))
        configuration.predictorVersion = "v1"
        let server = try GraphServer(
            configuration,
            transport: StubNodes(),
            registry: registry,
            reachability: { _ in true }
        )
        for name in Fixtures.names("executor/\(folder)") where name != "predictor" {
            guard let text = Fixtures.text("executor/\(folder)/\(name).json"),
                let request = Self.request(try JSON(parsing: text))
            else { continue }
            _ = await server.respond(to: request)
        }
        let ours = MetricsPage(parsing: registry.exposition())
        let theirs = MetricsPage(parsing: recordedPage)
        for family in [OrchestratorMetrics.serverSeconds, OrchestratorMetrics.clientSeconds] {
            for suffix in ["_count", "_summary_count"] {
                let name = family + suffix
                #expect(ours.sums(of: name) == theirs.sums(of: name), "\(name)")
            }
        }
    }

    private func replay(
        _ name: String,
        _ recorded: JSON,
        status: Int,
        predictor: JSON
    ) async throws {
        let nodes = StubNodes()
        var configuration = try Self.configuration(predictor)
        configuration.injectsRouting = name.hasPrefix("routing-injection")
        configuration.front.payloads =
            name.hasPrefix("v2-") ? .v2 : name.hasPrefix("tensorflow-") ? .tensorflow : .seldon
        configuration.fullHealthChecks = name.hasPrefix("full-health-checks")
        if name.hasPrefix("environment/cors") {
            configuration.front.allowedOrigins = "https://a.example"
            configuration.front.allowedHeaders = "X-Test"
        }
        let server = try GraphServer(configuration, transport: nodes) { $0.port != 19099 }
        guard let request = Self.request(recorded) else { return }
        let response = await server.respond(to: request)
        #expect(response.status == status, "\(name)")
        let body = response.body.bytes ?? []
        let text = String(decoding: body, as: UTF8.self)
        let expected = recorded["response"]?["body"]?.string ?? ""
        if recorded["response"]?["body_base64"] != nil {
            // The stub's bytes are no gzip; that they are not touched is another test.
            #expect(!body.isEmpty, "\(name)")
        } else if name.contains("prometheus") {
            #expect(text.contains("# TYPE") || text.isEmpty, "\(name)")
        } else if expected.contains("\"status\":\"FAILURE\"") {
            let json = try JSON(parsing: body)
            #expect(json["status"]?["code"] == 500, "\(name)")
            #expect(json["status"]?["status"] == "FAILURE", "\(name)")
        } else if status == 200,
            name.hasPrefix("routing-injection") || name.contains("metadata-graph")
        {
            #expect(try JSON(parsing: body) == JSON(parsing: expected), "\(name)")
        } else {
            #expect(text == expected, "\(name)")
        }
        Self.compareFields(response, recorded, name)
        Self.compareHops(nodes.received, recorded, name)
    }

    private static func compareFields(_ response: Response, _ recorded: JSON, _ name: String) {
        for pair in recorded["response"]?["headers"]?.elements ?? [] {
            guard let field = pair[0]?.string, let value = pair[1]?.string,
                let fieldName = HTTPField.Name(field)
            else { continue }
            switch field {
            case "Date", "Content-Length", "Connection", "Transfer-Encoding": continue
            // A failure's type is told as it is; the executor says text/plain of JSON.
            case "Content-Type" where response.status != 200 && response.status != 404: continue
            case "Content-Type" where value.isEmpty || response.status == 404: continue
            case "Seldon-Puid" where !value.hasPrefix("puid-fixture"):
                #expect(response.head.headerFields[fieldName]?.utf8.count == 36, "\(name)")
            default: #expect(response.head.headerFields[fieldName] == value, "\(name): \(field)")
            }
        }
    }

    /// Compares what nodes received, children in any order.
    private static func compareHops(
        _ received: [StubNodes.Received],
        _ recorded: JSON,
        _ name: String
    ) {
        let isInjected = name.hasPrefix("routing-injection")
        // Between nodes of these protocols the executor writes the document anew, members sorted.
        let isRewritten = name.hasPrefix("v2-") || name.hasPrefix("tensorflow-")
        func comparable(_ body: String) -> String {
            if isInjected { return "" }
            return isRewritten ? JSON.sorted(body) : body
        }
        let ours = received.map { "\($0.port) \($0.method) \($0.path) \(comparable($0.body))" }
        let theirs = (recorded["upstream"]?.elements ?? []).map { hop -> String in
            let host = hop["headers"]?.elements.first { $0[0] == "Host" }?[1]?.string ?? ""
            let port = host.split(separator: ":").last ?? ""
            let body = comparable(hop["body"]?.string ?? "")
            return "\(port) \(hop["method"]?.string ?? "") \(hop["path"]?.string ?? "") \(body)"
        }
        #expect(ours.sorted() == theirs.sorted(), "\(name)")
        for hop in recorded["upstream"]?.elements ?? [] {
            let type = hop["headers"]?.elements.first { $0[0] == "Content-Type" }?[1]?.string
            let same = received.contains {
                $0.path == hop["path"]?.string && $0.fields[.contentType] == type
            }
            #expect(
                same,
                "\(name): no hop to \(hop["path"]?.string ?? "") of type \(type ?? "none")"
            )
        }
    }

    private static func configuration(_ predictor: JSON) throws -> OrchestratorConfiguration {
        var configuration = OrchestratorConfiguration(
            deployment: "checks-reader",
            namespace: "default",
            predictor: "main",
            graph: try InferenceGraph(PredictorSpec(json: predictor))
        )
        configuration.front.metricsPath = "/prometheus"
        return configuration
    }

    private static func request(_ recorded: JSON) -> Request? {
        guard let method = recorded["request"]?["method"]?.string,
            let path = recorded["request"]?["path"]?.string,
            let method = HTTPRequest.Method(rawValue: method)
        else { return nil }
        var fields = HTTPFields()
        for pair in recorded["request"]?["headers"]?.elements ?? [] {
            if let name = pair[0]?.string.flatMap({ HTTPField.Name($0) }),
                let value = pair[1]?.string
            {
                fields.append(HTTPField(name: name, value: value))
            }
        }
        let head = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "127.0.0.1:18000",
            path: path,
            headerFields: fields
        )
        return Request(head: head, body: .text(recorded["request"]?["body"]?.string ?? ""))
    }
}

extension JSON {
    /// The text of a document with the members of its objects by their names, at every depth.
    fileprivate static func sorted(_ text: String) -> String {
        guard let json = try? JSON(parsing: text) else { return text }
        return sorted(json).text()
    }

    private static func sorted(_ json: JSON) -> JSON {
        switch json {
        case .array(let elements):
            // The replies of a combiner's children stand in the order of the graph.
            return .array(elements.map(sorted))
        case .object(let members):
            var object = JSONObject()
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                object[name] = sorted(value)
            }
            return .object(object)
        default: return json
        }
    }
}
