import Documents
import Kubernetes
import KubernetesClient
import Testing

@testable import Controllers

struct DisruptionTests {
    private let now = Timestamp(seconds: 1_800_000_000)

    private func pods(_ count: Int, ready: Int) -> [Pod] {
        (0..<count).map { index in
            var pod = Pod(name: "p\(index)", namespace: "default")
            let status: JSON = index < ready ? "True" : "False"
            pod.status = ["phase": "Running", "conditions": [["type": "Ready", "status": status]]]
            return pod
        }
    }

    private func allowed(_ spec: JSON, ready: Int, status: JSON = [:]) -> Int? {
        let budget = DynamicObject(json: ["metadata": [:], "spec": spec, "status": status])
        let result = DisruptionReconciler.status(
            of: budget,
            pods: pods(4, ready: ready),
            expected: 4,
            at: now
        )
        return result["disruptionsAllowed"]?.int
    }

    @Test(
        arguments: [
            (["minAvailable": 3], 4, 1), (["minAvailable": 3], 3, 0),
            (["minAvailable": "50%"], 4, 2),
            (["maxUnavailable": 1], 4, 1), (["maxUnavailable": 1], 3, 0),
            (["maxUnavailable": "30%"], 4, 2), (["minAvailable": 0], 2, 2),
        ] as [(JSON, Int, Int)]
    )
    func `what a budget lets go follows from what is healthy`(
        spec: JSON,
        ready: Int,
        expected: Int
    ) {
        #expect(allowed(spec, ready: ready) == expected)
    }

    @Test func `a pod that was asked to go counts as gone for two minutes`() {
        let spec: JSON = ["minAvailable": 3]
        func status(_ seconds: Int) -> JSON {
            ["disruptedPods": ["p0": .string((now + .seconds(-seconds)).description)]]
        }

        #expect(allowed(spec, ready: 4, status: status(10)) == 0)
        #expect(allowed(spec, ready: 4, status: status(121)) == 1)
    }

    @Test(.timeLimit(.minutes(2)))
    func `an eviction takes one pod, and the next is refused until another is ready`()
        async throws
    {
        let cluster = try await TestCluster()
        try await cluster.run {
            var deployment = Deployment(name: "web", namespace: "default")
            deployment.spec = [
                "replicas": 2, "selector": ["matchLabels": ["app": "web"]],
                "template": [
                    "metadata": ["labels": ["app": "web"]],
                    "spec": ["containers": [["name": "web", "image": "web:1"]]],
                ],
            ]
            _ = try await cluster.client.create(deployment)
            var budget = PodDisruptionBudget(name: "web", namespace: "default")
            budget.spec = ["minAvailable": 1, "selector": ["matchLabels": ["app": "web"]]]
            _ = try await cluster.client.create(budget)
            let key = budget.key
            try await cluster.eventually {
                let now = try await cluster.client.get(PodDisruptionBudget.self, key)
                return now.status["disruptionsAllowed"] == 1 && now.status["currentHealthy"] == 2
            }
            let before = Set(try await cluster.pods().map(\.name))

            try await evict(before.sorted()[0], cluster)

            try await cluster.eventually {
                let names = Set(try await cluster.pods().filter(\.isReady).map(\.name))
                return names.count == 2 && names != before
            }
        }
    }

    private func evict(_ name: String, _ cluster: TestCluster) async throws {
        let eviction: JSON = [
            "apiVersion": "policy/v1", "kind": "Eviction",
            "metadata": ["name": .string(name), "namespace": "default"],
        ]
        let pods = ResourceKind("Pod", plural: "pods/\(name)/eviction")
        _ = try await cluster.client.create(pods, namespace: "default", eviction)
    }
}
