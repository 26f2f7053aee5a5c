import Documents
import HTTP
import HTTPTypes
import Inference
import Serving
import Synchronization

/// The stub nodes of the recordings over gRPC: a port is a node with a fixed way to answer.
final class StubRPCNodes: HTTPTransport {
    /// A call that a node received.
    struct Received: Sendable {
        var node: String
        var method: String
        var fields: HTTPFields
        var message: [UInt8]
    }

    private static let names = [
        19501: "clf", 19502: "detection-infer", 19503: "recognition-infer", 19504: "router",
        19505: "child-a", 19506: "child-b", 19507: "child-c", 19508: "combiner",
        19509: "transformer", 19510: "fail", 19512: "slow",
    ]

    private let log = Mutex<[Received]>([])

    var received: [Received] { log.withLock { $0 } }

    func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        let port = request.head.authority?.split(separator: ":").last.flatMap { Int($0) } ?? 0
        guard let name = Self.names[port] else {
            throw HTTPError.cannotConnect(url: request.url, reason: "connection refused")
        }
        let path = request.path
        let method = path.split(separator: ".").last.map(String.init) ?? ""
        let call = path.split(separator: "/").last.map(String.init) ?? ""
        log.withLock {
            $0.append(
                Received(
                    node: name,
                    method: method,
                    fields: request.head.headerFields,
                    message: request.body.bytes ?? []
                )
            )
        }
        if call != "Metadata", name == "fail" {
            return Self.status(RPCStatus(.invalidArgument, "model <exploded> & died"))
        }
        if call != "Metadata", name == "slow" { throw HTTPError.timedOut(url: request.url) }
        return Self.answer(try Self.message(name, call))
    }

    private static func message(_ name: String, _ call: String) throws -> [UInt8] {
        switch call {
        case "Metadata":
            return ModelMetadata(
                name: name,
                versions: ["v1"],
                platform: "stub",
                inputs: [["messagetype": "ndarray"]],
                outputs: [["messagetype": "ndarray"]],
                custom: ["owner": "stub"]
            ).protobuf()
        case "Route": return try SeldonMessage(json: ["data": ["ndarray": [[1]]]]).protobuf()
        case "ModelReady": return V2Protobuf.answer(isReady: true)
        case "ModelInfer":
            return try V2Protobuf.response(json: [
                "modelName": "clf", "id": "id-1",
                "outputs": [
                    [
                        "name": "out", "datatype": "FP32", "shape": ["1", "2"],
                        "contents": ["fp32Contents": [0.5, 0.25]],
                    ]
                ],
            ])
        default:
            return try SeldonMessage(json: [
                "meta": ["tags": ["by": .string(name), "call": .string(call)]],
                "data": ["names": ["t:0", "t:1"], "ndarray": [[0.9, 0.1]]],
            ]).protobuf()
        }
    }

    private static func answer(_ message: [UInt8]) -> Response {
        var response = status(RPCStatus(.ok))
        response.body = .bytes(message)
        return response
    }

    private static func status(_ status: RPCStatus) -> Response {
        var fields = HTTPFields()
        status.write(to: &fields)
        return Response(head: HTTPResponse(status: .ok, headerFields: fields))
    }
}
