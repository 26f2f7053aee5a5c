import Documents
import Kubernetes
import KubernetesClient
import Seldon
import Testing

@testable import Operations

/// Changes that are no patch of ours: manifests, edits, deletions.
///
/// The same guards hold for them, the same log keeps them, and the same undo takes them back.
struct GuardedWayTests {
    private let key = TestCluster.key

    /// The ways, each making the canary bigger or the deployment gone.
    private func go(_ way: String, _ operations: ClusterOperations) async throws {
        switch way {
        case "apply":
            let text = try await operations.deployment(key).with(weights: [40, 60]).manifest.yaml
            let manifest = try Manifest(parsing: text, path: "a.yaml")
            _ = try await operations.apply(manifest, namespace: "default")
        case "edit":
            let before = try await operations.editableYAML(of: key)
            let after = try await operations.deployment(key).with(weights: [40, 60]).json
            let text = try YAML.json(parsing: before).merging(spec: after).yaml
            let proposal = try #require(
                try await operations.proposeEdit(of: key, before: before, after: text, path: nil)
            )
            try await operations.submit(proposal)
        case "delete-pod":
            let pods = try await operations.client.list(Pod.self, ListQuery(namespace: "default"))
            try await operations.deletePod(#require(pods.first).key)
        default: try await operations.delete(key)
        }
    }

    @Test(arguments: ["apply", "edit", "delete", "delete-pod"])
    func `every way is locked in production and nothing is written`(way: String) async throws {
        let cluster = try await TestCluster()
        let before = try await cluster.seed()
        var operations = cluster.operations
        operations.policy = ChangePolicy(isProduction: true)
        let lines = Lines()
        operations.audit = { lines.add($0.line) }

        let error = await #expect(throws: OperationsError.self) { try await go(way, operations) }

        guard case .locked = error else { throw try #require(error) }
        #expect(try await operations.deployment(key).spec == before.spec)
        #expect(try await operations.history(of: key).revisions.isEmpty)
        #expect(lines.all.count == 1 && lines.all[0].contains("locked"))
    }

    @Test func `deleting takes the name in production`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed()
        var operations = cluster.operations
        let until = operations.now.advanced(by: .seconds(60))
        operations.policy = ChangePolicy(isProduction: true, unlockedUntil: until)

        let error = await #expect(throws: OperationsError.self) { try await operations.delete(key) }
        operations.policy.typedName = "checks"
        let deleted = try await operations.delete(key)

        guard case .nameNotTyped = error else { throw try #require(error) }
        #expect(try await operations.client.find(SeldonDeployment.self, key) == nil)
        let manifest = try Manifest(parsing: deleted.manifest.yaml, path: "a.yaml")
        operations.policy = ChangePolicy()
        let applied = try await operations.apply(manifest, namespace: "default")
        #expect(applied.map(\.change) == [.created])
        #expect(try await operations.deployment(key).spec == deleted.spec)
    }

    @Test(arguments: ["apply", "edit", "delete", "delete-pod"])
    func `the audit log and the events tell of every way`(way: String) async throws {
        let cluster = try await TestCluster()
        try await cluster.seed()
        var operations = cluster.operations
        operations.author = "alice"
        let lines = Lines()
        operations.audit = { lines.add($0.line) }

        try await go(way, operations)

        let entry = try JSON(parsing: Array(try #require(lines.all.first).utf8))
        #expect(lines.all.count == 1)
        #expect(entry["verb"]?.string == way)
        #expect(entry["result"]?.string == "done")
        if way != "delete-pod" { #expect(entry["before"] != entry["after"]) }
        // What is deleted has nobody left to ask for its events.
        guard way != "delete" else { return }
        let events = try await operations.client.list(Event.self, ListQuery(namespace: "default"))
        #expect(events.contains { $0.json["message"]?.string?.contains("by alice") == true })
    }

    @Test(arguments: ["apply", "edit"])
    func `undo takes it back`(way: String) async throws {
        let cluster = try await TestCluster()
        let before = try await cluster.seed()

        try await go(way, cluster.operations)
        let changed = try await cluster.operations.deployment(key)
        try await cluster.operations.undo(cluster.operations.planUndo(of: key))

        #expect(changed.predictors.map(\.traffic) == [40, 60])
        #expect(try await cluster.operations.deployment(key).spec == before.spec)
    }

    @Test(arguments: ["apply", "edit", "delete"])
    func `a rollout under way is not disturbed`(way: String) async throws {
        let cluster = try await TestCluster()
        try await cluster.seed(main: 100, canary: 0)
        let proposal = try await cluster.operations.proposeRollout(of: key, RolloutWish())
        try await RolloutDriver(cluster.operations, key).begin(proposal)

        let error = await #expect(throws: OperationsError.self) {
            try await go(way, cluster.operations)
        }

        guard case .rolloutUnderWay = error else { throw try #require(error) }
    }
}

extension SeldonDeployment {
    /// The deployment with other weights.
    fileprivate func with(weights: [Int]) -> SeldonDeployment {
        var copy = self
        let predictors = zip(predictors, weights).map { predictor, weight in
            var json = predictor.json
            json["traffic"] = .int(weight)
            return json
        }
        copy.json["spec"]?["predictors"] = .array(predictors)
        return copy
    }
}

extension JSON {
    /// The document with the spec of another.
    fileprivate func merging(spec other: JSON) -> JSON {
        var copy = self
        copy["spec"] = other["spec"]
        return copy
    }
}
