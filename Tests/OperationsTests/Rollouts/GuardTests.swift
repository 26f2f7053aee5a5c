import Documents
import Seldon
import Synchronization
import Testing

@testable import Operations

/// Lines that were written.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

/// What must be given before production is changed.
struct GuardTests {
    @Test(arguments: [
        ("prod", true), ("eu-prod-1", true), ("my-production-cluster", true), ("prod-eu", true),
        ("staging", false), ("product-catalogue", false), ("radiant", false), ("", false),
    ])
    func `production is told by the name of the context`(name: String, isProduction: Bool) {
        #expect(ProductionGuard().covers(name) == isProduction)
    }

    @Test func `patterns are the user's to choose`() {
        #expect(ProductionGuard(parsing: "live-*, *banking").covers("live-1"))
        #expect(ProductionGuard(parsing: "live-*, *banking").covers("core-banking"))
        #expect(!ProductionGuard(parsing: "").covers("prod"))
    }

    @Test
    func
        `production is locked, then takes the name for what is dangerous, and never holds up an abort`()
        async throws
    {
        let cluster = try await TestCluster()
        try await cluster.seed()
        var operations = cluster.operations
        operations.policy = ChangePolicy(isProduction: true)
        let resource = try await operations.deployment(TestCluster.key)
        let small = try DeploymentChange.traffic(["canary": 30], of: resource)
        let whole = try DeploymentChange.traffic(["canary": 100], of: resource)

        await #expect(throws: OperationsError.locked(deployment: "checks")) {
            try await operations.make(small)
        }
        operations.policy.unlockedUntil = operations.now.advanced(by: .seconds(60))
        await #expect(
            throws: OperationsError.nameNotTyped(
                deployment: "checks",
                danger: "it takes all traffic from main"
            )
        ) {
            try await operations.make(whole)
        }
        operations.policy.typedName = "checks"
        try await operations.make(whole)
        operations.policy = ChangePolicy(isProduction: true)
        _ = try await operations.abort(
            operations.planAbort(of: TestCluster.key),
            within: .milliseconds(100)
        )

        let after = try await operations.deployment(TestCluster.key)
        #expect(after.predictors.map(\.traffic) == [100, 0])
    }

    @Test(arguments: [
        ("annotations", "argocd.argoproj.io/tracking-id", "Argo CD"),
        ("labels", "kustomize.toolkit.fluxcd.io/name", "Flux"),
        ("annotations", "meta.helm.sh/release-name", "Helm"),
    ])
    func `who owns a deployment is said before a change`(
        field: String,
        mark: String,
        tool: String
    ) throws {
        var json = TestCluster.manifest()
        json["metadata"]?[field] = [mark: "x"]

        let change = try DeploymentChange.traffic(["canary": 30], of: SeldonDeployment(json: json))

        #expect(change.warnings.first?.hasPrefix("\(tool) owns this deployment") == true)
    }

    @Test func `a weight of 0 is warned of where Ambassador would split evenly`() throws {
        var json = TestCluster.manifest()
        json["spec"]?["annotations"] = ["seldon.io/ambassador-config": "x"]
        let resource = SeldonDeployment(json: json)

        let change = try DeploymentChange.traffic(["canary": 0], of: resource)
        let abort = try AbortPlan(of: resource, to: "main", unready: [])

        #expect(change.warnings.first?.hasPrefix("Ambassador drops a weight of 0") == true)
        #expect(abort.removed == ["canary"])
    }

    @Test func `a change for a repository tests nothing and names its target`() throws {
        let resource = SeldonDeployment(json: TestCluster.manifest())
        let change = try DeploymentChange.traffic(["canary": 30], of: resource)

        #expect(
            RepositoryPatch(change).yaml == """
                # main 80 → 70, canary 20 → 30
                # Under `patches:` of a kustomization.yaml:
                - target:
                    group: machinelearning.seldon.io
                    kind: SeldonDeployment
                    name: checks
                    namespace: default
                  patch: |-
                    - op: replace
                      path: /spec/predictors/0/traffic
                      value: 70
                    - op: replace
                      path: /spec/predictors/1/traffic
                      value: 30

                """
        )
    }
}
