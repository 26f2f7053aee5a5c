import Documents
import HTTP
import HTTPTypes
import Synchronization

/// The stub nodes of the recordings: a port is a node with a fixed way to answer.
final class StubNodes: HTTPTransport {
    /// A request that a node received.
    struct Received: Sendable {
        var port: Int
        var method: String
        var path: String
        var fields: HTTPFields
        var body: String
        var timeout: Duration?
    }

    private let log = Mutex<[Received]>([])

    var received: [Received] { log.withLock { $0 } }

    func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        let port = request.head.authority?.split(separator: ":").last.flatMap { Int($0) } ?? 0
        let body = request.body.bytes ?? []
        if port == 19099 {
            throw HTTPError.cannotConnect(url: request.url, reason: "connection refused")
        }
        log.withLock {
            $0.append(
                Received(
                    port: port,
                    method: request.head.method.rawValue,
                    path: request.head.path ?? "",
                    fields: request.head.headerFields,
                    body: String(decoding: body, as: UTF8.self),
                    timeout: options.timeout
                )
            )
        }
        return try answer(port, request)
    }

    private static let names = [
        19001: "clf", 19002: "detection-infer", 19003: "recognition-infer", 19004: "router",
        19005: "child-a", 19006: "child-b", 19007: "child-c", 19008: "combiner",
        19009: "transformer", 19012: "slow",
    ]

    private func answer(_ port: Int, _ request: Request) throws -> Response {
        let path = request.path
        if path.hasPrefix("/v1/models/") || path.hasPrefix("/v2/models/") {
            return Self.model(Self.names[port] ?? "node-\(port)", String(path))
        }
        switch (path, port) {
        case ("/route", 19004): return Self.json("{\"data\":{\"ndarray\":[[1]]},\"meta\":{}}")
        case ("/route", 19020): return Self.json("{\"data\":{\"ndarray\":[[0]]},\"meta\":{}}")
        case ("/route", 19021): return Self.json("{\"data\":{\"ndarray\":[[-1]]},\"meta\":{}}")
        case ("/route", 19022): return Self.json("{\"data\":{\"ndarray\":[[-2]]},\"meta\":{}}")
        case ("/route", 19023): return Self.json("{\"data\":{\"ndarray\":[[5]]},\"meta\":{}}")
        case ("/route", 19024): return Self.json("[1]")
        case ("/route", 19025):
            return Self.json("{\"data\":{\"tensor\":{\"shape\":[1,1],\"values\":[1]}}}")
        case ("/route", 19026): return Self.json("{\"strData\":\"x\"}")
        case (_, 19010):
            return Self.json(
                "{\"status\":{\"code\":-1,\"info\":\"model <exploded> & died\","
                    + "\"reason\":\"MICROSERVICE_BAD_DATA\",\"status\":1}}",
                500
            )
        case (_, 19011): return Self.text("Traceback: boom\n", "text/plain", 500)
        case (_, 19012) where path == "/predict":
            throw HTTPError.timedOut(url: request.url)
        case (_, 19013): throw HTTPError.interrupted(url: request.url, reason: "EOF")
        case (_, 19014): return Self.text("<html>not & json</html>", "text/html", 200)
        case (_, 19015):
            return Self.json("{\"strData\":\"<b>a & b</b> \u{2028} café 中\",\"meta\":{}}")
        case (_, 19016):
            return Response(
                .ok,
                type: "application/json",
                body: .bytes([0x1F, 0x8B, 0x3C, 0x26]),
                fields: [.contentEncoding: "gzip"]
            )
        case (_, 19017):
            return Response(.ok, type: "application/json", body: request.body)
        case (_, 19018): return Self.json("{\"detail\":\"Not Found\"}", 404)
        case (_, 19019): return Self.message("created-201", "created", 201)
        case (_, 19028): return Self.json("{\"strData\":\"no meta here\"}")
        case (_, 19029): return Response(.ok)
        default: return plain(Self.names[port] ?? "node-\(port)", path)
        }
    }

    /// What the stubs answer with the protocols `v2` and `tensorflow`, each for its own name alone.
    private static func model(_ name: String, _ path: String) -> Response {
        switch path {
        case "/v2/models/\(name)/infer", "/v2/models/\(name)/aggregate":
            json(
                "{\"model_name\":\"\(name)\",\"outputs\":[{\"name\":\"out\",\"datatype\":\"FP32\","
                    + "\"shape\":[1,2],\"data\":[0.9,0.1]}]}"
            )
        case "/v2/models/\(name)/ready": json("{\"name\":\"\(name)\",\"ready\":true}")
        case "/v2/models/\(name)":
            json(
                "{\"name\":\"\(name)\",\"versions\":[\"v1\"],\"platform\":\"stub\",\"inputs\":"
                    + "[{\"name\":\"in\",\"datatype\":\"FP32\",\"shape\":[1,2]}],\"outputs\":"
                    + "[{\"name\":\"out\",\"datatype\":\"FP32\",\"shape\":[1,2]}]}"
            )
        case "/v1/models/\(name):predict": json("{\"predictions\":[[0.9,0.1]]}")
        case "/v1/models/\(name)/metadata":
            json(
                "{\"model_spec\":{\"name\":\"\(name)\",\"signature_name\":\"\",\"version\":\"1\"}}"
            )
        case "/v1/models/\(name)":
            json(
                "{\"model_version_status\":[{\"version\":\"1\",\"state\":\"AVAILABLE\","
                    + "\"status\":{\"error_code\":\"OK\",\"error_message\":\"\"}}]}"
            )
        default: text("stub: no such path\n", "text/plain; charset=utf-8", 404)
        }
    }

    private func plain(_ name: String, _ path: Substring) -> Response {
        switch path {
        case "/health/status", "/api/v1.0/health/status":
            Self.json("{\"data\":{\"ndarray\":[\"\(name) is up\"]},\"meta\":{}}")
        case "/metadata":
            Self.json(
                "{\"name\":\"\(name)\",\"versions\":[\"v1\"],\"platform\":\"stub\",\"inputs\":"
                    + "[{\"messagetype\":\"ndarray\",\"schema\":{\"names\":[\"a\",\"b\"],\"shape\":[1,2]}}],"
                    + "\"outputs\":[{\"messagetype\":\"ndarray\",\"schema\":{\"shape\":[1,2]}}],"
                    + "\"custom\":{\"owner\":\"stub\"}}"
            )
        case "/send-feedback":
            Self.json("{\"meta\":{\"tags\":{\"by\":\"\(name)\",\"call\":\"send-feedback\"}}}")
        default: Self.message(name, String(path.dropFirst()), 200)
        }
    }

    private static func message(_ name: String, _ call: String, _ status: Int) -> Response {
        json(
            "{\"data\":{\"names\":[\"t:0\",\"t:1\"],\"ndarray\":[[0.9,0.1]]},"
                + "\"meta\":{\"tags\":{\"by\":\"\(name)\",\"call\":\"\(call)\"}}}",
            status
        )
    }

    private static func json(_ text: String, _ status: Int = 200) -> Response {
        self.text(text, "application/json", status)
    }

    private static func text(_ text: String, _ type: String, _ status: Int) -> Response {
        Response(HTTPResponse.Status(code: status), type: type, body: .text(text))
    }
}
