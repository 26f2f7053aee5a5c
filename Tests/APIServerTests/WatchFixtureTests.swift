import Documents
import Foundation
import HTTP
import HTTPTypes
import Kubernetes
import Testing

@testable import APIServer

/// Watches recorded from a real kube-apiserver 1.36, asked of this server over the same writes.
@Suite(.timeLimit(.minutes(1)))
struct WatchFixtureTests {
    private let path = Sample.graphs + "?watch=true"

    /// A cluster in which every wait is over at once, with the recorded objects of its beginning.
    private func cluster(_ recording: Recording) async throws -> TestCluster {
        let cluster = try await TestCluster(clock: HastyClock())
        let events = try self.events(of: recording, "watch-send-initial-events.ndjson")
        for event in events where event["type"] == "ADDED" {
            try await write(event["object"] ?? [:], .seldonDeployment, to: cluster)
        }
        return cluster
    }

    private func events(of recording: Recording, _ file: String) throws -> [JSON] {
        let data = try Data(contentsOf: recording.folder.appendingPathComponent(file))
        return try data.split(separator: UInt8(ascii: "\n")).map { try JSON(parsing: Array($0)) }
    }

    private func watched(_ cluster: TestCluster, _ path: String) async throws -> [JSON] {
        let response = try await cluster.send(.get, path)
        #expect(response.status == 200)
        let bytes = try await response.body.collected(upTo: 16 << 20)
        return try bytes.split(separator: UInt8(ascii: "\n")).map { try JSON(parsing: Array($0)) }
    }

    private func write(
        _ object: JSON,
        _ kind: ResourceKind,
        to cluster: TestCluster,
        isDeletion: Bool = false
    ) async throws {
        _ = try await cluster.store.write { transaction throws(APIStatus) in
            let meta = ObjectMeta(json: object["metadata"] ?? [:])
            let id = ObjectID(kind, ObjectKey(namespace: meta.namespace ?? "", name: meta.name))
            if isDeletion { transaction.remove(id) } else { transaction.put(id, object) }
            return WriteOutcome(body: .null)
        }
    }

    /// What must be the same of two events: all but the versions, which are each server's own.
    private func plain(_ event: JSON) -> JSON {
        var event = event
        event["object"]?["metadata"]?["resourceVersion"] = nil
        if event["type"] == "ERROR" { event["object"]?["message"] = nil }
        return event
    }

    @Test(arguments: [
        (
            "watch-send-initial-events",
            "&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan"
                + "&timeoutSeconds=4"
        ),
        ("watch-no-resourceversion", "&timeoutSeconds=2"),
    ])
    func `a watch begins with what is there as it began at the real server`(
        name: String,
        query: String
    ) async throws {
        guard let recording = try Recording() else { return }
        let cluster = try await cluster(recording)

        let seen = try await watched(cluster, path + query)

        let recorded = try events(of: recording, name + ".ndjson")
        #expect(seen.map(plain) == recorded.map(plain))
    }

    @Test(arguments: [
        ("watch-410-event", "&resourceVersion=1"),
        ("watch-410-after-restart", "&resourceVersion=1"),
    ])
    func `a watch from a version that is forgotten says so in an event`(
        name: String,
        query: String
    ) async throws {
        guard let recording = try Recording() else { return }
        let cluster = try await cluster(recording)
        while await cluster.store.knows(since: 1) {
            for _ in 0..<512 { try await write(Sample.configMap("x"), .configMap, to: cluster) }
        }

        let seen = try await watched(cluster, path + query)

        let recorded = try events(of: recording, name + ".ndjson")
        #expect(seen.map(plain) == recorded.map(plain))
    }

    @Test func `a watch from a version to come is silent until its time`() async throws {
        guard let recording = try Recording() else { return }
        let cluster = try await cluster(recording)

        let seen = try await watched(cluster, path + "&resourceVersion=999999999&timeoutSeconds=5")

        #expect(seen == [])
    }

    @Test(arguments: [
        ("watch-events", ResourceKind.seldonDeployment, "&allowWatchBookmarks=true"),
        ("running-watch-rollout-deployment", ResourceKind.deployment, "&allowWatchBookmarks=true"),
    ])
    func `the same writes are the same events`(
        name: String,
        kind: ResourceKind,
        query: String
    ) async throws {
        guard let recording = try Recording() else { return }
        let cluster = try await cluster(recording)
        let recorded = try events(of: recording, name + ".ndjson")
        let changes = recorded.filter { $0["type"] != "BOOKMARK" }
        // What is changed first was there before.
        var known: Set<String> = []
        for event in changes {
            let object = event["object"] ?? [:]
            let key = object["metadata"]?["name"]?.string ?? ""
            if known.insert(key).inserted, event["type"] != "ADDED" {
                try await write(object, kind, to: cluster)
            }
        }
        let start = await cluster.store.version

        for event in changes {
            try await write(
                event["object"] ?? [:],
                kind,
                to: cluster,
                isDeletion: event["type"] == "DELETED"
            )
        }
        let path = kind.path(namespace: "models") + "?watch=true"
        let seen = try await watched(
            cluster,
            path + "&resourceVersion=\(start)&timeoutSeconds=5" + query
        )

        #expect(
            seen.filter { $0["type"] != "BOOKMARK" }.map(plain).map { $0.sorted() }
                == changes.map(plain).map { $0.sorted() }
        )
        let versions = seen.compactMap { $0["object"]?["metadata"]?["resourceVersion"]?.string }
            .compactMap { Int($0) }
        #expect(versions == versions.sorted())
        #expect(versions.allSatisfy { $0 > start })
    }

    @Test func `an object that stops to match is a deletion, as recorded`() async throws {
        guard let recording = try Recording() else { return }
        let cluster = try await cluster(recording)
        let recorded = try events(of: recording, "watch-selector.ndjson")
        let start = await cluster.store.version

        for event in recorded where event["type"] != "BOOKMARK" {
            var object = event["object"] ?? [:]
            if event["type"] == "DELETED" { object["metadata"]?["labels"] = ["tier": "silver"] }
            try await write(object, .seldonDeployment, to: cluster)
        }
        let seen = try await watched(
            cluster,
            path + "&allowWatchBookmarks=true&timeoutSeconds=8&labelSelector=tier%3Dgold"
                + "&resourceVersion=\(start)"
        )

        func types(_ events: [JSON]) -> [String] {
            events.filter { $0["type"] != "BOOKMARK" }.compactMap { $0["type"]?.string }
        }
        #expect(types(seen) == types(recorded))
    }
}
