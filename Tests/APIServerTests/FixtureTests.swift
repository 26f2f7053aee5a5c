import Documents
import Foundation
import HTTP
import HTTPTypes
import Kubernetes
import Testing

@testable import APIServer

/// Exchanges recorded from a real kube-apiserver 1.36, asked of this server in the same order.
///
/// Status, reason, causes and shape must match; what does not is in a table with the reason.
struct FixtureTests {
    @Test(.timeLimit(.minutes(3)))
    func `recorded exchanges end here as they ended at the real server`() async throws {
        guard let recording = try Recording() else { return }
        let cluster = try await recording.cluster()
        var differing: [String] = []
        var compared = 0

        for exchange in recording.exchanges where FixtureExceptions.reasons[exchange.name] == nil {
            try await recording.prepare(exchange, on: cluster)
            let problems = try await recording.replay(exchange, on: cluster)
            compared += 1
            differing += problems.map { "\(exchange.name): \($0)" }
        }

        print("\(compared) of \(recording.exchanges.count) recorded exchanges compared")
        for line in differing { Issue.record("\(line)") }
    }

    @Test func `the table of exceptions names recorded exchanges only`() throws {
        guard let recording = try Recording() else { return }
        let names = Set(recording.exchanges.map(\.name))

        #expect(FixtureExceptions.reasons.keys.filter { !names.contains($0) } == [])
    }
}

/// The recorded exchanges.
struct Recording {
    struct Exchange {
        var name: String
        var user: String
        var method: String
        var path: String
        var headers: [(String, String)]
        var body: String
        var status: Int
        var contentType: String
        var bodyFile: String?
    }

    let folder: URL
    let exchanges: [Exchange]
    private let backend: RecordedBackend

    /// Reads the recording; `nil`, said on the output, where it is not there.
    init?() throws {
        let environment = ProcessInfo.processInfo.environment
        let shared = environment["RADIANT_SHARED"] ?? "../shared"
        folder = URL(fileURLWithPath: shared).appendingPathComponent("fixtures/kube-api")
        backend = RecordedBackend(in: folder)
        let index = folder.appendingPathComponent("index.json")
        guard let data = try? Data(contentsOf: index) else {
            print("1 test skipped: no recorded exchanges in \(folder.path)")
            if environment["CI"] == "true" {
                Issue.record("no recorded exchanges in \(folder.path)")
            }
            return nil
        }
        exchanges = try JSON(parsing: Array(data)).elements.map { entry in
            func headers(_ side: String) -> [(String, String)] {
                (entry[side]?["headers"]?.elements ?? []).map {
                    ($0[0]?.string ?? "", $0[1]?.string ?? "")
                }
            }
            let type = headers("response").first { $0.0.lowercased() == "content-type" }?.1
            return Exchange(
                name: entry["name"]?.string ?? "",
                user: entry["user"]?.string ?? "",
                method: entry["request"]?["method"]?.string ?? "GET",
                path: entry["request"]?["path"]?.string ?? "/",
                headers: headers("request"),
                body: entry["request"]?["body"]?.string ?? "",
                status: entry["response"]?["status"]?.int ?? 0,
                contentType: type ?? "",
                bodyFile: entry["bodyFile"]?.string
            )
        }
    }

    func json(_ file: String) throws -> JSON {
        let data = try Data(contentsOf: folder.appendingPathComponent(file))
        return try JSON(parsing: Array(data))
    }

    /// A cluster with the objects of the recording.
    func cluster() async throws -> TestCluster {
        let cluster = try await TestCluster(
            namespaces: ["models", "paging"],
            pods: backend.pods
        )
        for (file, kind) in [
            ("sdep-list.json", ResourceKind.seldonDeployment), ("node-list.json", .node),
            ("deployment-list.json", .deployment), ("replicaset-list.json", .replicaSet),
            ("pod-list.json", .pod), ("service-list.json", .service),
            ("endpointslice-list.json", .endpointSlice), ("event-list.json", .event),
            ("page-1.json", .seldonDeployment), ("page-2.json", .seldonDeployment),
            ("page-3.json", .seldonDeployment), ("virtualservice-list.json", .virtualService),
        ] {
            try await seed(try json(file)["items"]?.elements ?? [], kind, in: cluster)
        }
        return cluster
    }

    private func seed(
        _ objects: [JSON],
        _ kind: ResourceKind,
        in cluster: TestCluster
    ) async throws {
        _ = try await cluster.store.write { transaction throws(APIStatus) in
            for object in objects {
                let meta = ObjectMeta(json: object["metadata"] ?? [:])
                let key = ObjectKey(namespace: meta.namespace ?? "", name: meta.name)
                var json = object
                json["apiVersion"] = .string(kind.apiVersion)
                json["kind"] = .string(kind.kind)
                transaction.put(ObjectID(kind, key), json)
            }
            return WriteOutcome(body: .null)
        }
    }

    /// Puts objects where they were when an exchange was recorded.
    func prepare(_ exchange: Exchange, on cluster: TestCluster) async throws {
        backend.begin(exchange.name)
        if let (reached, forgotten) = FixtureExceptions.versions[exchange.name] {
            while await cluster.store.version < reached { try await write(on: cluster) }
            while await cluster.store.knows(since: forgotten), forgotten > 0 {
                try await write(on: cluster)
            }
        }
        if let kind = FixtureExceptions.moments[exchange.name], let file = exchange.bodyFile {
            try await replace(kind, with: try json(file), in: cluster)
        }
        if exchange.name == "error-429-eviction" {
            try await seed([RecordedBudget.json], .podDisruptionBudget, in: cluster)
            // It is a successor of recorded pods, with their labels.
            var pod = try json("running-pod-list.json")["items"]?[1] ?? .null
            let path = exchange.path.split(separator: "/").map(String.init)
            pod["metadata"]?["name"] = .string(path[path.count - 2])
            try await seed([pod], .pod, in: cluster)
        }
        if exchange.name == "error-410-continue" { try await begin(lists: 16, on: cluster) }
        if exchange.name == "error-403-namespace-terminating" {
            try await cluster.create("/api/v1/namespaces", Namespace(name: "doomed").json)
            var map = Sample.configMap("held")
            map["metadata"]?["finalizers"] = ["radiant.example/hold"]
            try await cluster.create("/api/v1/namespaces/doomed/configmaps", map)
            _ = try await cluster.json(.delete, "/api/v1/namespaces/doomed")
        }
        for file in FixtureExceptions.states[exchange.name] ?? [] {
            let document = try json(file)
            for var object in document["items"]?.array ?? [document] {
                object["metadata"]?["deletionTimestamp"] = nil
                object["metadata"]?["deletionGracePeriodSeconds"] = nil
                let generation = object["metadata"]?["generation"]?.int ?? 1
                if exchange.name.hasPrefix("delete") {
                    object["metadata"]?["generation"] = .int(max(1, generation - 1))
                }
                let kinds: [ResourceKind] = [.seldonDeployment, .endpointSlice]
                let list = document["kind"]?.string ?? ""
                let kind = kinds.first { list.hasPrefix($0.kind) }
                try await seed([object], kind ?? .pod, in: cluster)
            }
        }
    }

    /// Begins lists, so that the pages of those before are forgotten.
    private func begin(lists: Int, on cluster: TestCluster) async throws {
        for _ in 0..<lists {
            try await write(on: cluster)
            _ = try await cluster.get("/api/v1/namespaces?limit=1")
        }
    }

    /// Writes something often, so that versions pass.
    private func write(on cluster: TestCluster) async throws {
        _ = try await cluster.store.write { transaction throws(APIStatus) in
            let key = ObjectKey(namespace: "default", name: "again")
            let object: JSON = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": [:]]
            for _ in 0..<256 { transaction.put(ObjectID(.configMap, key), object) }
            return WriteOutcome(body: .null)
        }
    }

    /// Makes the objects of a document all that there are of a kind.
    private func replace(
        _ kind: ResourceKind,
        with document: JSON,
        in cluster: TestCluster
    ) async throws {
        _ = try await cluster.store.write { transaction throws(APIStatus) in
            for object in transaction.objects(kind) { transaction.remove(object.id) }
            return WriteOutcome(body: .null)
        }
        try await seed(document["items"]?.array ?? [document], kind, in: cluster)
    }

    /// Sends a recorded request and says how the answer differs.
    func replay(_ exchange: Exchange, on cluster: TestCluster) async throws -> [String] {
        var fields = HTTPFields()
        for (name, value) in exchange.headers {
            guard let name = HTTPField.Name(name),
                ![.authorization, .connection, .contentLength].contains(name)
            else { continue }
            fields[name] = value
        }
        var peer = Peer(address: "127.0.0.1")
        switch exchange.user {
        case "admin": peer = Peer(commonName: "admin", organizations: [User.masters])
        case "stranger": peer = Peer(isForeign: true)
        case "developer": peer = Peer(commonName: "developer")
        case "viewer", "nobody", "limited": fields[.authorization] = "Bearer \(exchange.user)"
        case "bad": fields[.authorization] = "Bearer unknown"
        default: break
        }
        var request = try Request(
            HTTPRequest.Method(exchange.method) ?? .get,
            url: "https://127.0.0.1:6443"
                + (FixtureExceptions.paths[exchange.name] ?? exchange.path),
            fields: fields,
            body: .text(exchange.body)
        )
        request.peer = peer
        // "limited" is one for whom no seat was left.
        let full = ClusterAPI(store: cluster.store, users: TestCluster.users, seats: 0)
        let api = exchange.user == "limited" ? full : cluster.api
        let response = await api.respond(to: request)
        var problems: [String] = []
        if response.status != exchange.status {
            let body = (try? await response.body.collected(upTo: 1 << 20)) ?? []
            let text = String(decoding: body.prefix(300), as: UTF8.self)
            return ["status \(response.status), not \(exchange.status): \(text)"]
        }
        let type = response.head.headerFields[.contentType] ?? ""
        if type != exchange.contentType {
            problems.append("type \(type), not \(exchange.contentType)")
        }
        guard exchange.contentType.hasPrefix("application/json"), exchange.method != "HEAD",
            let file = exchange.bodyFile, file.hasSuffix(".json")
        else { return problems }
        let answer = try JSON(parsing: try await response.body.collected())
        let recorded = try json(file)
        if FixtureExceptions.moments[exchange.name] != nil {
            problems += Recording.compareWhole(answer, with: recorded)
        }
        if FixtureExceptions.parts.contains(exchange.name) {
            return problems + ServedDiscovery.differences(answer, from: recorded)
        }
        let ignored = FixtureExceptions.otherManagers.contains(exchange.name) ? ["managers"] : []
        return problems
            + Recording.compare(answer, with: recorded).filter { problem in
                !ignored.contains { problem.hasPrefix($0) }
            }
    }

    /// How the objects of two answers differ, but for their versions and what the real server
    /// leaves out in lists.
    private static func compareWhole(_ answer: JSON, with recorded: JSON) -> [String] {
        func plain(_ document: JSON) -> [JSON] {
            (document["items"]?.array ?? [document]).map { item in
                var item = item
                for key in ["apiVersion", "kind"] { item[key] = nil }
                item["metadata"]?["resourceVersion"] = nil
                return item
            }
        }
        return zip(plain(answer), plain(recorded)).compactMap { ours, theirs in
            ours == theirs
                ? nil : "\(theirs["metadata"]?["name"]?.string ?? "") is not as it was stored"
        }
    }

    /// How two answers differ in what must be the same.
    private static func compare(_ answer: JSON, with recorded: JSON) -> [String] {
        var problems: [String] = []
        func same(_ what: String, _ value: (JSON) -> JSON?) {
            let (ours, theirs) = (value(answer), value(recorded))
            if ours != theirs {
                problems.append("\(what): \(ours?.text() ?? "-") not \(theirs?.text() ?? "-")")
            }
        }
        same("kind") { $0["kind"] }
        same("apiVersion") { $0["apiVersion"] }
        if recorded["kind"] == "Status" {
            for key in ["status", "reason", "code"] { same(key) { $0[key] } }
            same("continue") { $0["metadata"]?["continue"] }
            for key in ["name", "group", "kind"] { same("details.\(key)") { $0["details"]?[key] } }
            same("causes") { json in
                let causes = json["details"]?["causes"]?.elements ?? []
                let pairs = causes.map {
                    "\($0["reason"]?.string ?? "") \($0["field"]?.string ?? "")"
                }
                return .strings(pairs.sorted())
            }
            return problems
        }
        same("columns") { json in
            json["columnDefinitions"].map { .array($0.elements.map { $0["name"] ?? .null }) }
        }
        same("items") { json in
            guard let items = json["items"]?.array, items.first?["metadata"] != nil else {
                return nil
            }
            return .strings(items.map { $0["metadata"]?["name"]?.string ?? "" })
        }
        for key in ["name", "namespace", "generation", "labels", "deletionGracePeriodSeconds"] {
            same("metadata.\(key)") { $0["metadata"]?[key] }
        }
        if recorded["items"] == nil, recorded["metadata"]?["name"] != nil {
            same("spec.replicas") { $0["spec"]?["replicas"] }
            same("spec.predictors") { $0["spec"]?["predictors"] }
            same("managers") { json in
                let entries = json["metadata"]?["managedFields"]?.elements ?? []
                return .strings(
                    entries.map { entry in
                        let name =
                            "\(entry["manager"]?.string ?? "") \(entry["operation"]?.string ?? "")"
                        return "\(name) \(entry["fieldsV1"]?.sorted().text() ?? "")"
                    }.sorted()
                )
            }
        }
        return problems
    }
}
