import Documents
import FoundationEssentials
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Testing

/// The exchanges that were recorded from a real API server.
enum Fixtures {
    static let folder: String? = {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let environment = ProcessInfo.processInfo.environment
        let shared = environment["RADIANT_SHARED"] ?? "/\(root)/../shared"
        let path = shared + "/fixtures/kube-api"
        if FileManager.default.fileExists(atPath: path) { return path }
        if environment["CI"] == "true" { Issue.record("no fixtures at \(path)") }
        print("skipped: fixtures of the Kubernetes API (no \(path))")
        return nil
    }()

    static func bytes(_ name: String) -> [UInt8] {
        guard let folder, let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
        else { return [] }
        return Array(data)
    }
}

@Suite(.enabled(if: Fixtures.folder != nil))
struct RecordedServerTests {
    private func client(_ file: String, status: Int = 200) -> APIClient {
        Script([
            Response(.init(code: status), body: .bytes(Fixtures.bytes(file)))
        ]).client()
    }

    @Test(arguments: [
        ("error-401.json", 401, "Unauthorized"), ("error-403-patch.json", 403, "Forbidden"),
        ("error-404-object.json", 404, "NotFound"), ("error-404-group.txt", 404, "NotFound"),
        ("error-409-conflict.json", 409, "Conflict"),
        ("error-409-already-exists.json", 409, "AlreadyExists"),
        ("error-410-continue.json", 410, "Expired"), ("error-422-schema.json", 422, "Invalid"),
        ("error-429.txt", 429, "TooManyRequests"), ("error-504-too-new.json", 504, "Timeout"),
        ("scale-get-sdep.json", 500, "InternalError"),
    ])
    func `an error is read with its code and reason`(
        file: String,
        code: Int,
        reason: String
    ) async {
        let script = Script(
            Array(
                repeating: Response(.init(code: code), body: .bytes(Fixtures.bytes(file))),
                count: 3
            )
        )

        let error = await #expect(throws: ClientError.self) {
            try await script.client().json(.get, "/x")
        }

        #expect(error?.status?.code == code)
        #expect(error?.status?.reason == reason)
    }

    @Test func `the events of a real watch are read, the bookmark at its end too`() async throws {
        let events = try await client("watch-events.ndjson")
            .watch(.seldonDeployment, from: "401")

        var kinds: [String] = []
        for try await event in events {
            switch event {
            case .added: kinds.append("added")
            case .modified: kinds.append("modified")
            case .deleted: kinds.append("deleted")
            case .bookmark: kinds.append("bookmark")
            case .initialEventsEnded: kinds.append("end")
            case .failed: kinds.append("failed")
            }
        }

        #expect(kinds.first == "added")
        #expect(kinds.last == "bookmark")
        #expect(kinds.contains("deleted") && !kinds.contains("failed"))
    }

    @Test func `a watch that is too old brings the expiry as an event`() async throws {
        let events = try await client("watch-410-event.ndjson")
            .watch(.seldonDeployment, from: "1")

        for try await event in events {
            guard case .failed(let status) = event else { continue }
            #expect(status.code == 410)
            #expect(status.reason == "Expired")
            return
        }
        Issue.record("no event")
    }

    @Test func `a watch cut off anywhere never yields half an object`() async throws {
        let bytes = Fixtures.bytes("watch-events.ndjson")
        for length in stride(from: 0, to: bytes.count, by: 37) {
            let client = Script([Response(.ok, body: .bytes(Array(bytes[..<length])))]).client()
            let events = try await client.watch(.seldonDeployment, from: "401")
            do {
                for try await event in events {
                    if case .added(let json) = event { #expect(json["metadata"] != nil) }
                }
            } catch let error as ClientError {
                guard case .malformedReply = error else {
                    Issue.record("\(error)")
                    return
                }
            }
        }
    }

    @Test func `a list is read page by page with its version`() async throws {
        let page = try await client("page-1.json").page(of: .seldonDeployment)
        let last = try await client("page-3.json").page(of: .seldonDeployment)

        #expect(page.continuation != nil)
        #expect(page.objects.count == 2)
        #expect(last.continuation == nil)
        #expect(page.resourceVersion == last.resourceVersion)
    }
}
