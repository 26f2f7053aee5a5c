import Documents
import HTTP
import HTTPTypes
import Orchestrator
import Seldon
import Synchronization
import Testing

/// Replays the recordings that list what the executor sent to a stub server, hop by hop.
///
/// Those whose nodes are the real Python wrapper are replayed where that wrapper is started.
struct RecordedHopTests {
    /// The stub of the recordings: one answer for all.
    private final class Stub: HTTPTransport {
        private let log = Mutex<[String]>([])

        var hops: [String] { log.withLock { $0 } }

        func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
            let port = request.authority?.split(separator: ":").last ?? ""
            let body = String(decoding: request.body.bytes ?? [], as: UTF8.self)
            log.withLock {
                $0.append("\(port) \(request.method.rawValue) \(request.target) \(body)")
            }
            let text =
                request.method == .get ? "{}" : "{\"data\": {\"ndarray\": [[1]]}, \"meta\": {}}"
            return Response(.ok, type: "application/json", body: .text(text))
        }
    }

    @Test(arguments: [
        "hops-seldon-combiner", "hops-seldon-feedback", "hops-seldon-fork-aggregate",
        "hops-seldon-fork-no-aggregate", "hops-seldon-metadata", "hops-seldon-predict",
    ])
    func `every hop is the executor's`(name: String) async throws {
        guard let text = Fixtures.text("seldon-executor/\(name).json") else { return }
        let recorded = try JSON(parsing: text)
        let stub = Stub()
        let configuration = OrchestratorConfiguration(
            deployment: "fixtures",
            namespace: "default",
            predictor: "main",
            graph: try InferenceGraph(
                PredictorSpec(json: ["graph": try #require(recorded["graph"])])
            )
        )
        let server = try GraphServer(configuration, transport: stub)
        let verb = try #require(recorded["request"]?["method"]?.string)
        let method = try #require(HTTPRequest.Method(verb))
        let path = try #require(recorded["request"]?["path"]?.string)

        let response = await server.respond(
            to: try Request(
                method,
                url: "http://127.0.0.1" + path,
                fields: [.contentType: "application/json"],
                body: .text(recorded["request"]?["body"]?.string ?? "")
            )
        )

        #expect(response.status == recorded["response"]?["status"]?.int)
        var expected = try JSON(parsing: recorded["response"]?["body"]?.string ?? "")
        for list in ["graphinputs", "graphoutputs"] where expected[list]?.isNull == true {
            // Where no node says what it takes, an empty list stands for Go's null.
            expected[list] = []
        }
        if name.hasSuffix("metadata") {
            let json = try JSON(parsing: response.body.bytes ?? [])
            #expect(json["name"] == expected["name"])
            #expect(json["graphinputs"] == expected["graphinputs"])
        } else {
            #expect(try JSON(parsing: response.body.bytes ?? []) == expected)
        }
        let hops = (recorded["component_requests"]?.elements ?? []).map { hop in
            "\(hop["port"]?.int ?? 0) \(hop["method"]?.string ?? "") \(hop["path"]?.string ?? "") "
                + (hop["body"]?.string ?? "")
        }
        #expect(stub.hops.sorted() == hops.sorted())
    }
}
