import Documents
import Kubernetes
import KubernetesClient
import Seldon
import Testing

@testable import Operations

/// Changes that are taken back, on the embedded API server.
struct UndoTests {
    private let key = TestCluster.key

    /// Every kind of change, by its name.
    private func change(
        _ name: String,
        _ cluster: TestCluster
    ) async throws -> DeploymentChange {
        let resource = try await cluster.operations.deployment(key)
        switch name {
        case "traffic": return try .traffic(["main": 40, "canary": 60], of: resource)
        case "scale":
            return try await cluster.operations.planScale(of: key, predictor: "main", to: 3).change
        case "restart": return try await cluster.operations.planRestart(of: key, predictor: nil)
        case "canary":
            return try .canary(
                named: "third",
                copiedFrom: "main",
                with: [NodeSetting(image: "reader=:2"), NodeSetting(parameter: "reader.a=1")],
                traffic: 5,
                of: resource
            )
        case "shadow": return try .shadow("canary", isOn: true, of: resource)
        case "remove": return try .removal(of: "canary", from: resource)
        case "abort": return try await cluster.operations.planAbort(of: key).change
        default:
            var wish = RolloutWish()
            wish.finishes = true
            return try await cluster.operations.proposeRollout(of: key, wish).outcome
        }
    }

    @Test(arguments: [
        "traffic", "scale", "restart", "canary", "shadow", "remove", "abort", "promote",
    ])
    func `undo gives back the same spec byte for byte`(name: String) async throws {
        let cluster = try await TestCluster()
        try await cluster.seed()
        let before = try await cluster.operations.deployment(key).spec.text()

        try await cluster.operations.make(change(name, cluster))
        let changed = try await cluster.operations.deployment(key).spec.text()
        try await cluster.operations.undo(cluster.operations.planUndo(of: key))

        #expect(changed != before)
        #expect(try await cluster.operations.deployment(key).spec.text() == before)
        let history = try await cluster.operations.history(of: key)
        #expect(history.revisions.map(\.undone) == [nil, 1])
    }

    @Test func `what somebody else did since is not taken back unasked`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed()
        try await cluster.operations.make(change("traffic", cluster))
        _ = try await cluster.client.patch(
            SeldonDeployment.self,
            key,
            .merge(["spec": ["annotations": ["team": "checks"]]])
        )

        let plan = try await cluster.operations.planUndo(of: key)

        #expect(plan.isChangedSince)
        await #expect(throws: OperationsError.self) { try await cluster.operations.undo(plan) }
        try await cluster.operations.undo(plan, isForced: true)
        #expect(
            try await cluster.operations.deployment(key).predictors.map(\.traffic) == [80, 20]
        )
    }

    @Test func `a change that is refused leaves no revision`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed(canaryIsReady: false)
        let change = try await change("traffic", cluster)

        await #expect(
            throws: OperationsError.noReadyPods(predictor: "canary", deployment: "checks")
        ) {
            try await cluster.operations.make(change)
        }
        #expect(try await cluster.operations.history(of: key).revisions.isEmpty)
    }

    @Test func `every change is told by an event and in the audit log`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed()
        let lines = Lines()
        var operations = cluster.operations
        operations.author = "alice@laptop"
        operations.context = "staging"
        operations.audit = { lines.add($0.line) }

        try await operations.make(change("traffic", cluster))

        let events = try await cluster.client.list(Event.self, ListQuery(namespace: "default"))
        let told = events.filter { $0.reason == "Traffic" }.map(\.message)
        #expect(told == ["main 80 → 40, canary 20 → 60, by alice@laptop"])
        let entry = try JSON(parsing: Array(try #require(lines.all.first).utf8))
        #expect(entry["who"] == "alice@laptop")
        #expect(entry["object"] == "seldondeployment/default/checks")
        #expect(entry["before"]?["predictors[0].traffic"] == 80)
        #expect(entry["after"]?["predictors[0].traffic"] == 40)
        #expect(entry["result"] == "done")
    }
}
