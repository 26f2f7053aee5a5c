import Component
import Documents
import HTTP
import HTTPTypes
import Inference
import Serving
import Testing

/// Holds components over gRPC against what the real wrapper answered.
struct RecordedCallTests {
    /// The unit and class of each recording, by how its name begins.
    private static let components = [
        "combiner": "MeanCombiner", "echo": "EchoModel",
        "model-predict-metrics": "MetricsModel", "model": "IrisModel", "generic": "IrisModel",
        "outputtransformer": "RoundOutput", "router": "FirstColumnRouter", "seldon": "IrisModel",
        "transformer": "ScaleInput", "unknown": "IrisModel",
    ]

    /// Calls in which we differ from the real wrapper on purpose, and why.
    private static let differences: [String: String] = [
        "model-predict-metrics-tags": "no label in the tags of a metric",
        "model-predict-no-data": "bad data is InvalidArgument and says what is wrong, not Unknown",
        "seldon-graphmetadata": "a component has no graph; the real one fails in its own code",
        "model-predict-error": "text for a model of numbers is the sender's fault, not Unknown",
    ]

    @Test func `recorded calls are answered as the real wrapper answered them`() async throws {
        let names = Fixtures.names("seldon-microservice/grpc")
        var compared = 0
        for name in names {
            guard Self.differences[name] == nil,
                let text = Fixtures.text("seldon-microservice/grpc/\(name).json")
            else { continue }
            let kind = Self.components.keys.filter { name.hasPrefix($0) }.max {
                $0.count < $1.count
            }
            let (unit, component) = try #require(
                kind.flatMap { Self.components[$0] }.flatMap(FixtureComponents.make)
            )
            let server = ComponentServer(component, configuration: try Self.configuration(unit))
            let recorded = try JSON(parsing: text)
            let response = await server.rpc.respond(to: try Self.request(recorded))
            try Self.compare(response, recorded, name)
            compared += 1
        }
        print("compared \(compared) of \(names.count) recorded calls")
        if !names.isEmpty { #expect(compared >= 15) }
    }

    @Test func `what is no message is the client's fault and says so`() async throws {
        let server = ComponentServer(EchoModel())
        for bytes: [UInt8] in [[], [0xFF], [0x1A, 0x7F], [0x22, 0x02, 0x01]] {
            let head = HTTPRequest(
                method: .post,
                scheme: "http",
                authority: "a",
                path: "/seldon.protos.Model/Predict"
            )
            let response = await server.rpc.respond(to: Request(head: head, body: .bytes(bytes)))
            let status = RPCStatus(of: response.head.headerFields, status: response.status)
            #expect(status.code == .invalidArgument, "\(bytes)")
            #expect(!status.message.isEmpty)
        }
    }

    private static func configuration(_ unit: String) throws -> ComponentConfiguration {
        try ComponentConfiguration(environment: [
            "PREDICTIVE_UNIT_ID": unit, "PREDICTIVE_UNIT_IMAGE": "radiant/\(unit):0.1",
            "PREDICTOR_ID": "main", "PREDICTOR_LABELS": "{\"version\":\"main\"}",
            "SELDON_DEPLOYMENT_ID": "fixtures",
        ])
    }

    private static func request(_ recorded: JSON) throws -> Request {
        let head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: "127.0.0.1",
            path: recorded["request"]?["path"]?.string ?? ""
        )
        let message = recorded["request"]?["message_base64"]?.string ?? ""
        return Request(head: head, body: .bytes(try #require(Base64.bytes(of: message))))
    }

    private static func compare(_ response: Response, _ recorded: JSON, _ name: String) throws {
        let status = RPCStatus(of: response.head.headerFields, status: response.status)
        let code = recorded["response"]?["code"]?.string?.filter { $0 != "_" }.lowercased()
        #expect(status.code.name.lowercased() == code, "\(name): \(status.message)")
        #expect(status.message == recorded["response"]?["details"]?.string ?? "", "\(name)")
        guard let text = recorded["response"]?["message_base64"]?.string,
            let expected = Base64.bytes(of: text), status.code == .ok
        else { return }
        let ours = response.body.bytes ?? []
        if name.contains("metadata") {
            #expect(
                try ModelMetadata(protobuf: ours) == ModelMetadata(protobuf: expected),
                "\(name)"
            )
        } else {
            #expect(
                try SeldonMessage(protobuf: ours) == SeldonMessage(protobuf: expected),
                "\(name)"
            )
        }
    }
}
