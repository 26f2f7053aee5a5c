import Documents
import HTTP
import HTTPTypes
import Inference
import Orchestrator
import Seldon
import Serving
import Telemetry
import Testing

/// Holds the orchestrator's gRPC against what the real executor did in front of the same stub nodes.
struct RecordedCallTests {
    /// Calls in which we differ on purpose, and why.
    private static let differences: [String: String] = [
        "combiner/send-feedback": "an empty message, not an internal error",
        "transformer/send-feedback": "an empty message, not an internal error",
    ]

    @Test(arguments: [
        "single", "chain", "router", "combiner", "transformer", "upstream-invalid-argument",
        "upstream-refused", "upstream-slow-timeout-300ms", "v2-single",
    ])
    func `recorded calls are walked and answered as the executor did`(
        folder: String
    ) async throws {
        guard let text = Fixtures.text("executor/grpc/\(folder)/predictor.json") else { return }
        let predictor = try JSON(parsing: text)
        for name in Fixtures.names("executor/grpc/\(folder)") where name != "predictor" {
            guard let text = Fixtures.text("executor/grpc/\(folder)/\(name).json") else { continue }
            let nodes = StubRPCNodes()
            let server = try Self.server(predictor, nodes, isV2: folder.hasPrefix("v2"))
            let recorded = try JSON(parsing: text)
            let response = await server.respond(to: try Self.request(recorded))
            let full = "\(folder)/\(name)"
            if Self.differences[full] == nil { try Self.compare(response, recorded, full) }
            try Self.compareHops(nodes.received, recorded, full)
        }
    }

    @Test(arguments: ["single", "chain", "router", "v2-single"])
    func `the same calls are counted in the same series as the executor's`(
        folder: String
    ) async throws {
        guard let text = Fixtures.text("executor/grpc/\(folder)/predictor.json"),
            let page = Fixtures.text("executor/grpc/\(folder)/prometheus-counts.txt")
        else { return }
        let registry = MetricsRegistry()
        let server = try Self.server(
            JSON(parsing: text),
            StubRPCNodes(),
            isV2: folder.hasPrefix("v2"),
            registry
        )
        for name in Fixtures.names("executor/grpc/\(folder)") where name != "predictor" {
            guard let text = Fixtures.text("executor/grpc/\(folder)/\(name).json") else { continue }
            _ = await server.respond(to: try Self.request(try JSON(parsing: text)))
        }
        let ours = MetricsPage(parsing: registry.exposition())
        let theirs = MetricsPage(parsing: page)
        for family in [OrchestratorMetrics.serverSeconds, OrchestratorMetrics.clientSeconds] {
            let name = family + "_count"
            #expect(ours.sums(of: name) == theirs.sums(of: name), "\(folder): \(name)")
        }
    }

    @Test func `what is no method, no message or too long gets its status and is counted`()
        async throws
    {
        let predictor: JSON = [
            "name": "main",
            "graph": [
                "name": "clf", "type": "MODEL",
                "endpoint": ["service_host": "127.0.0.1", "httpPort": 19001, "grpcPort": 19501],
            ],
        ]
        let registry = MetricsRegistry()
        let server = try Self.server(predictor, StubRPCNodes(), isV2: false, registry)
        func code(_ path: String, _ body: Body) async -> String? {
            let head = HTTPRequest(method: .post, scheme: "http", authority: "a", path: path)
            let response = await server.respond(to: Request(head: head, body: body))
            return response.head.headerFields[.grpcStatus]
        }
        let predict = "/seldon.protos.Seldon/Predict"
        #expect(await code("/seldon.protos.Model/Predict", .empty) == "12")
        #expect(await code("/seldon.protos.Seldon/Nope", .empty) == "12")
        #expect(await code("/seldon.protos.Seldon/ModelMetadata", .bytes([0xFF, 0xFF])) == "3")
        let cut = ByteStream { $0.finish(throwing: HTTPError.interrupted(url: "", reason: "cut")) }
        #expect(await code(predict, .stream(cut)) == "13")
        let long = ByteStream { $0.finish(throwing: HTTPError.bodyTooLarge(limit: 5)) }
        #expect(await code(predict, .stream(long)) == "8")
        let page = MetricsPage(parsing: registry.exposition())
        let counts = page.sums(of: OrchestratorMetrics.serverSeconds + "_count")
        #expect(counts.values.reduce(0, +) == 3)
    }

    private static func server(
        _ predictor: JSON,
        _ nodes: StubRPCNodes,
        isV2: Bool,
        _ registry: MetricsRegistry = MetricsRegistry()
    ) throws -> any Handler {
        var configuration = OrchestratorConfiguration(
            deployment: "checks-reader",
            namespace: "default",
            predictor: "main",
            graph: try InferenceGraph(PredictorSpec(json: predictor))
        )
        configuration.predictorVersion = "v1"
        configuration.front.payloads = isV2 ? .v2 : .seldon
        let server = try GraphServer(
            configuration,
            transport: StubNodes(),
            rpcTransport: nodes,
            registry: registry
        )
        return try #require(server.rpc)
    }

    private static func request(_ recorded: JSON) throws -> Request {
        let path = recorded["request"]?["method"]?.string ?? ""
        let message = recorded["request"]?["message"] ?? .object([:])
        var fields: HTTPFields = [.contentType: "application/grpc"]
        for pair in recorded["request"]?["metadata"]?.elements ?? [] {
            guard let name = pair[0]?.string.flatMap({ HTTPField.Name($0) }),
                let value = pair[1]?.string
            else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        let head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: "127.0.0.1:15001",
            path: path,
            headerFields: fields
        )
        return Request(head: head, body: .bytes(try bytes(message, path)))
    }

    private static func bytes(_ message: JSON, _ path: String) throws -> [UInt8] {
        switch path.split(separator: "/").last {
        case "Predict": try SeldonMessage(json: message).protobuf()
        case "SendFeedback": try Feedback(json: message).protobuf()
        case "ModelInfer": try V2Protobuf.request(json: message)
        case "ModelMetadata", "ModelReady":
            V2Protobuf.question(about: message["name"]?.string ?? "")
        default: []
        }
    }

    private static func compare(_ response: Response, _ recorded: JSON, _ name: String) throws {
        let fields = response.head.headerFields
        let status = RPCStatus(of: fields, status: response.status)
        let expected = recorded["response"]
        #expect(status.code.name == expected?["status_code"]?.string, "\(name)")
        // The words are the node's own where a node answered; else they are ours, and name the node.
        if let words = expected?["status_message"]?.string, recorded["upstream"]?[0] != nil,
            status.code != .deadlineExceeded
        {
            #expect(status.message == words, "\(name)")
        }
        for pair in expected?["headers"]?.elements ?? [] where pair[0] == "seldon-puid" {
            let isGiven = recorded["request"]?["metadata"]?.elements.isEmpty == false
            if isGiven {
                #expect(fields[.seldonPuid] == pair[1]?.string, "\(name)")
            } else {
                #expect(fields[.seldonPuid]?.utf8.count == 36, "\(name)")
            }
        }
        guard let message = expected?["message"] else { return }
        let body = response.body.bytes ?? []
        switch recorded["request"]?["method"]?.string?.split(separator: "/").last {
        case "ModelInfer":
            #expect(body == (try V2Protobuf.response(json: message)), "\(name)")
        case "ModelReady": #expect(V2Protobuf.isReady(body), "\(name)")
        case "ModelMetadata":
            #expect(body == (try ModelMetadata(json: message).protobuf()), "\(name)")
        case "GraphMetadata":
            let graph = GraphMetadata(
                name: message["name"]?.string ?? "",
                models: try (message["models"]?.members ?? [:]).map { node, json in
                    var metadata = try ModelMetadata(json: json)
                    // A stub's name is not always the node's.
                    metadata.name = json["name"]?.string ?? ""
                    return (node, metadata)
                },
                inputs: message["inputs"]?.elements ?? [],
                outputs: message["outputs"]?.elements ?? []
            )
            #expect(body == graph.protobuf(), "\(name)")
        default: #expect(body == (try SeldonMessage(json: message).protobuf()), "\(name)")
        }
    }

    /// Compares what nodes received, children in any order.
    private static func compareHops(
        _ received: [StubRPCNodes.Received],
        _ recorded: JSON,
        _ name: String
    ) throws {
        let hops = recorded["upstream"]?.elements ?? []
        let theirs = hops.map { "\($0["node"]?.string ?? "") \($0["method"]?.string ?? "")" }
        #expect(received.map { "\($0.node) \($0.method)" }.sorted() == theirs.sorted(), "\(name)")
        for hop in hops {
            guard let ours = received.first(where: { $0.node == hop["node"]?.string }) else {
                continue
            }
            for pair in hop["metadata"]?.elements ?? [] {
                guard let field = pair[0]?.string.flatMap({ HTTPField.Name($0) }),
                    !["content-type", "uber-trace-id", "user-agent", "seldon-puid"]
                        .contains(field.canonicalName)
                else { continue }
                let values = ours.fields[values: field]
                #expect(values.contains(pair[1]?.string ?? ""), "\(name): \(field)")
            }
            guard ours.method.hasSuffix("Predict"), let message = hop["message"] else { continue }
            #expect(ours.message == (try SeldonMessage(json: message).protobuf()), "\(name)")
        }
    }
}
