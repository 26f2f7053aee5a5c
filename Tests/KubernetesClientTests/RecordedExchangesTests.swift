import Documents
import FoundationEssentials
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Testing
import Transport

/// One exchange that was recorded from a real API server.
struct RecordedExchange: Sendable, CustomTestStringConvertible {
    var name: String
    var method: String
    var target: String
    var status: Int
    var fields: [(name: String, value: String)]
    var body: [UInt8]
    /// The whole answer byte for byte, where it was kept.
    var raw: [UInt8]?

    var testDescription: String { name }

    static let all: [RecordedExchange] = {
        let index = (try? JSON(parsing: Fixtures.bytes("index.json"))) ?? .null
        return index.elements.map { entry in
            let response = entry["response"]
            return RecordedExchange(
                name: entry["name"]?.string ?? "",
                method: entry["request"]?["method"]?.string ?? "",
                target: entry["request"]?["path"]?.string ?? "",
                status: response?["status"]?.int ?? 0,
                fields: (response?["headers"]?.elements ?? []).map {
                    (name: $0[0]?.string ?? "", value: $0[1]?.string ?? "")
                },
                body: entry["bodyFile"]?.string.map(Fixtures.bytes) ?? [],
                raw: entry["rawFile"]?.string.map(Fixtures.bytes)
            )
        }
    }()

    /// The answer as a server sends it.
    var wire: [UInt8] {
        if let raw { return raw }
        var head = "HTTP/1.1 \(status) X\r\n"
        // The length is that of what is sent here: bodies are kept as they are once unpacked.
        let framing: Set = [
            "content-length", "transfer-encoding", "content-encoding", "connection",
        ]
        for field in fields where !framing.contains(field.name.lowercased()) {
            head += "\(field.name): \(field.value)\r\n"
        }
        if status != 204, method != "HEAD" { head += "Content-Length: \(body.count)\r\n" }
        return Array((head + "Connection: close\r\n\r\n").utf8) + body
    }

    var path: String { String(target.prefix { $0 != "?" }) }
    var query: Query { Query(parsing: target.split(separator: "?").dropFirst().first ?? "") }
}

/// Every exchange of the recording, answered over a real socket and read by the client.
@Suite(.enabled(if: Fixtures.folder != nil))
struct RecordedExchangesTests {
    @Test func `the table has every exchange, and no other`() {
        let names = RecordedExchange.all.map(\.name)

        #expect(Set(names).count == names.count)
        #expect(Set(names) == Set(expectedExchanges.keys))
    }

    @Test(arguments: RecordedExchange.all)
    func `what a real server answered is read as what it is`(
        exchange: RecordedExchange
    ) async throws {
        let server = FaultySocket { _ in [.send(exchange.wire), .close] }
        defer { server.stop() }
        let client = APIClient(
            ClusterEndpoint(server: server.url),
            over: CurlTransport(),
            retrying: .never
        )

        let read: String
        do {
            read = try await Self.reading(exchange, client)
        } catch ClientError.refused(let status) {
            let causes = status.causes.isEmpty ? "" : " causes \(status.causes.count)"
            let reason = status.reason.isEmpty ? "-" : status.reason
            #expect(!status.message.isEmpty || exchange.body.isEmpty)
            read = "error \(status.code) \(reason)\(causes)"
        }

        #expect(read == expectedExchanges[exchange.name])
    }

    private static func reading(
        _ exchange: RecordedExchange,
        _ client: APIClient
    ) async throws -> String {
        if exchange.query["watch"] == "true" { return try await watch(exchange, client) }
        if exchange.path.hasSuffix("/log") { return try await log(client, exchange) }
        guard let method = HTTPRequest.Method(exchange.method) else { return "no method" }
        let response = try await client.response(method, exchange.target)
        let bytes = try await response.body.collected()
        #expect(bytes == (method == .head ? [] : exchange.body))
        guard (200..<300).contains(response.status) else {
            // The same again, as a request for a document, which is what makes it an error.
            _ = try await client.json(method, exchange.target)
            return "no error"
        }
        guard let json = try? JSON(parsing: bytes), json.object != nil else {
            return "bytes \(bytes.count)"
        }
        guard let kind = json["kind"]?.string else { return "document \(json.members.count)" }
        guard kind.hasSuffix("List"), let version = json["metadata"]?["resourceVersion"]?.string,
            !version.isEmpty
        else { return "object \(kind) \(json["metadata"]?["name"]?.string ?? "-")" }
        return try await list(exchange, kind, client)
    }

    private static func list(
        _ exchange: RecordedExchange,
        _ kind: String,
        _ client: APIClient
    ) async throws -> String {
        let page = try await client.page(of: .seldonDeployment, keeping: ["metadata": .all])
        #expect(page.objects.allSatisfy { !$0.name.isEmpty && !$0.metadata.uid.isEmpty })
        let more = page.continuation == nil ? "" : " more"
        return "list \(kind) \(page.objects.count) at \(page.resourceVersion)\(more)"
    }

    private static func log(
        _ client: APIClient,
        _ exchange: RecordedExchange
    ) async throws -> String {
        var count = 0
        do {
            for try await line in try await client.log(of: ObjectKey(namespace: "n", name: "p")) {
                #expect(!line.contains(0x0A))
                count += 1
            }
        } catch ClientError.unreachable(.interrupted) {
            // One that was followed was left by the client, with no end in the recording.
            #expect(exchange.name == "running-log-follow")
        }
        return "lines \(count)"
    }

    private static func watch(
        _ exchange: RecordedExchange,
        _ client: APIClient
    ) async throws -> String {
        var text = "watch "
        do {
            let events = try await client.watch(
                .seldonDeployment,
                from: "1",
                keeping: ["metadata": ["labels": .all]]
            )
            for try await event in events {
                switch event {
                case .added(let json), .modified(let json), .deleted(let json):
                    // Tables, which nobody here asks for, have rows and no name.
                    let isNamed = json["metadata"]?["name"]?.string != nil
                    #expect(isNamed || exchange.name.contains("table"))
                default: break
                }
                text += letter(of: event)
            }
        } catch ClientError.unreachable(.interrupted) {
            // A server that stops cuts the stream with no final chunk.
            #expect(exchange.name == "watch-server-stops")
        }
        return text.replacing("  ", with: " ").trimmingSuffix
    }

    private static func letter(of event: WatchEvent) -> String {
        switch event {
        case .added: "A"
        case .modified: "M"
        case .deleted: "D"
        case .bookmark: "B"
        case .initialEventsEnded: "I"
        case .failed(let status): " E\(status.code)-\(status.reason)"
        }
    }
}

extension String {
    fileprivate var trimmingSuffix: String {
        var text = self
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
