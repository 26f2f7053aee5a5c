import Documents
import Foundation
import HTTP
import HTTPTypes
import Orchestrator
import Seldon
import Testing

@testable import Transport

/// Replays over a real socket what the executor's own listener decided, byte by byte.
struct RecordedWireTests {
    @Test(arguments: [
        "bad-request-line", "no-host", "predict-http-1.0", "predict-chunked-request",
        "predict-expect-100",
    ])
    func `what the listener decides is decided as in the recording`(name: String) async throws {
        let environment = ProcessInfo.processInfo.environment
        let root = environment["RADIANT_SHARED"] ?? "../shared"
        let path = "\(root)/fixtures/executor/single-model/\(name).json"
        guard let data = FileManager.default.contents(atPath: path) else {
            print("skipped 1: no \(path)")
            if environment["CI"] == "true" { Issue.record("no \(path)") }
            return
        }
        let recorded = try JSON(parsing: Array(data))
        let reply = try #require(recorded["response"]?["body"]?.string)
        let status = try #require(recorded["response"]?["status"]?.int)

        let text = try await answer(to: bytes(of: recorded, name), reply: reply)

        let interim = (recorded["response"]?["interim"]?.elements ?? []).compactMap(\.string)
        for line in interim { #expect(text.hasPrefix(line + "\r\n\r\n")) }
        let answer = text.split(separator: "\r\n\r\n", maxSplits: interim.count).last ?? ""
        #expect(answer.contains("HTTP/1.1 \(status) "))
        if status == 200 {
            #expect(text.hasSuffix("\r\n\r\n" + reply))
        } else {
            // The executor says the status alone; we say what is wrong as well.
            #expect(text.contains("\r\n\r\n" + reply))
        }
        for field in recorded["response"]?["headers"]?.elements ?? [] {
            guard let key = field[0]?.string, let value = field[1]?.string, key != "Date",
                status == 200 || key != "Content-Length"
            else { continue }
            #expect(text.lowercased().contains("\(key): \(value)\r\n".lowercased()), "\(key)")
        }
    }

    private func bytes(of recorded: JSON, _ name: String) -> String {
        let request = recorded["request"]
        let version = name.hasSuffix("1.0") ? "HTTP/1.0" : "HTTP/1.1"
        let fields = (request?["headers"]?.elements ?? []).map {
            "\($0[0]?.string ?? ""): \($0[1]?.string ?? "")\r\n"
        }
        return
            "\(request?["method"]?.string ?? "") \(request?["path"]?.string ?? "") \(version)\r\n"
            + fields.joined() + "Connection: close\r\n\r\n" + (request?["body"]?.string ?? "")
    }

    /// What the orchestrator answers whose only node gives `reply`.
    private func answer(to bytes: String, reply: String) async throws -> String {
        let node = ClosureHandler { _ in
            Response(.ok, type: "application/json", body: .text(reply))
        }
        let (addresses, found) = AsyncStream<SocketAddress>.makeStream()
        let local = SocketAddress(host: "127.0.0.1", port: 0)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await LoopListener(local, execution: .onLoop).serve(node) { found.yield($0) }
            }
            var iterator = addresses.makeAsyncIterator()
            let port = try #require(await iterator.next()).port
            let graph: JSON = [
                "name": "clf", "type": "MODEL",
                "endpoint": ["service_host": "127.0.0.1", "httpPort": .int(port)],
            ]
            let configuration = OrchestratorConfiguration(
                deployment: "checks-reader",
                namespace: "default",
                predictor: "main",
                graph: try InferenceGraph(PredictorSpec(json: ["graph": graph]))
            )
            let server = try GraphServer(configuration, transport: LoopTransport())
            group.addTask {
                try await LoopListener(local, execution: .onLoop).serve(server) { found.yield($0) }
            }
            let address = try #require(await iterator.next())
            // The client waits for leave before it sends the body: to one that has sent it, none is given.
            let pieces =
                bytes.contains("100-continue")
                ? bytes.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init) : [bytes]
            if pieces.count == 2 {
                return try await RawClient.exchange(
                    [pieces[0] + "\r\n\r\n", pieces[1]],
                    with: address,
                    whenAsked: true
                )
            }
            return try await RawClient.exchange(pieces, with: address)
        }
    }
}
