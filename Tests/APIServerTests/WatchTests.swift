import Documents
import HTTP
import HTTPTypes
import Kubernetes
import Testing

@testable import APIServer

struct WatchTests {
    private let maps = "/api/v1/namespaces/models/configmaps"

    /// The first events of a watch.
    private func events(
        _ cluster: TestCluster,
        _ query: String,
        count: Int
    ) async throws -> [WatchEvent] {
        let response = try await cluster.send(.get, maps + "?watch=true&" + query)
        guard case .stream(let stream) = response.body else {
            let bytes = try await response.body.collected()
            return try bytes.split(separator: 0x0A).map { try WatchEvent(line: Array($0)) }
        }
        var result: [WatchEvent] = []
        for try await piece in stream {
            for line in piece.split(separator: 0x0A) {
                result.append(try WatchEvent(line: Array(line)))
            }
            if result.count >= count { break }
        }
        return result
    }

    private func version(_ cluster: TestCluster) async throws -> String {
        try await cluster.get(maps)["metadata"]?["resourceVersion"]?.string ?? ""
    }

    @Test(.timeLimit(.minutes(1)))
    func `a watch sends what was written since its version, in order`() async throws {
        let cluster = try await TestCluster()
        let start = try await version(cluster)
        try await cluster.create(maps, Sample.configMap("a"))
        _ = try await cluster.json(
            .patch,
            maps + "/a",
            #"{"data": {"a": "2"}}"#,
            type: "application/merge-patch+json"
        )
        _ = try await cluster.json(.delete, maps + "/a")

        let seen = try await events(cluster, "resourceVersion=\(start)", count: 3)

        #expect(seen.count == 3)
        guard case .added(let first) = seen[0], case .modified(let second) = seen[1],
            case .deleted(let third) = seen[2]
        else {
            Issue.record("unexpected events: \(seen)")
            return
        }
        #expect(first["data"]?["a"] == "1")
        #expect(second["data"]?["a"] == "2")
        let versions = [first, second, third].compactMap {
            $0["metadata"]?["resourceVersion"]?.string.flatMap(Int.init)
        }
        #expect(versions == versions.sorted() && Set(versions).count == 3)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a watch sees writes that come after it began`() async throws {
        let cluster = try await TestCluster()
        let start = try await version(cluster)

        async let seen = events(cluster, "resourceVersion=\(start)", count: 20)
        for index in 0..<20 { try await cluster.create(maps, Sample.configMap("m-\(index)")) }

        #expect(try await seen.count == 20)
    }

    @Test(.timeLimit(.minutes(1)))
    func `an object that stops to match is deleted for the watch`() async throws {
        let cluster = try await TestCluster()
        let start = try await version(cluster)
        try await cluster.create(maps, Sample.configMap("a", labels: ["tier": "gold"]))
        _ = try await cluster.json(
            .patch,
            maps + "/a",
            #"{"metadata": {"labels": {"tier": "silver"}}}"#,
            type: "application/merge-patch+json"
        )

        let seen = try await events(
            cluster,
            "labelSelector=tier%3Dgold&resourceVersion=\(start)",
            count: 2
        )

        guard seen.count == 2, case .added = seen[0], case .deleted(let last) = seen[1] else {
            Issue.record("unexpected events: \(seen)")
            return
        }
        #expect(last["metadata"]?["labels"]?["tier"] == "gold")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a watch ends at its time with a bookmark`() async throws {
        let cluster = try await TestCluster(clock: HastyClock())
        let start = try await version(cluster)
        try await cluster.create(maps, Sample.configMap("x"))

        let seen = try await events(
            cluster,
            "fieldSelector=metadata.name%3Dnone&allowWatchBookmarks=true&timeoutSeconds=5"
                + "&resourceVersion=\(start)",
            count: 9
        )

        guard seen.count == 1, case .bookmark(let version) = seen[0] else {
            Issue.record("unexpected events: \(seen)")
            return
        }
        #expect(Int(version) ?? 0 > Int(start) ?? 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a streaming list says where the list ends`() async throws {
        let cluster = try await TestCluster()
        try await cluster.create(maps, Sample.configMap("a"))

        let seen = try await events(
            cluster,
            "sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan",
            count: 2
        )

        guard seen.count == 2, case .added = seen[0], case .initialEventsEnded = seen[1] else {
            Issue.record("unexpected events: \(seen)")
            return
        }
    }

    @Test func `what is older than the log is not known`() throws {
        var history = StoreHistory([], startingAt: 50)
        #expect(history.start == 50)

        for version in 51...12_000 {
            let id = ObjectID(.configMap, ObjectKey(namespace: "models", name: "a"))
            let object = StoredObject(id, version: version, json: ["metadata": [:]])
            history.append(StoreEvent(object: object, previous: nil, isDeletion: false))
        }

        #expect(history.start > 50)
        let known = history.events(of: "configmaps", after: history.start)
        #expect(known.first?.version == history.start + 1)
        #expect(known.last?.version == 12_000)
    }
}
