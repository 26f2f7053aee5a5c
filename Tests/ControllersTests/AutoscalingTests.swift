import Documents
import Kubernetes
import KubernetesClient
import Testing

@testable import Controllers

struct AutoscalingTests {
    private let now = Timestamp(seconds: 1_800_000_000)

    private func pod(_ name: String, isReady: Bool = true, request: String? = "100m") -> Pod {
        var pod = Pod(name: name, namespace: "default")
        var container: JSON = ["name": "web", "image": "web:1"]
        if let request { container["resources"] = ["requests": ["cpu": .string(request)]] }
        pod.spec = ["containers": [container]]
        pod.status = [
            "phase": "Running", "startTime": .string((now + .seconds(-60)).description),
            "conditions": [["type": "Ready", "status": isReady ? "True" : "False"]],
        ]
        return pod
    }

    private func replicas(
        _ usages: [String: Int],
        current: Int,
        pods: [Pod],
        target: Int = 50
    ) throws -> Int {
        try ReplicaCalculator(resource: "cpu", target: target, usages: usages, now: now)
            .proposal(current: current, pods: pods).replicas
    }

    @Test func `twice the use that is wanted asks for twice the pods`() throws {
        #expect(try replicas(["a": 100, "b": 100], current: 2, pods: [pod("a"), pod("b")]) == 4)
    }

    @Test func `a use near the one that is wanted changes nothing`() throws {
        #expect(try replicas(["a": 54, "b": 54], current: 2, pods: [pod("a"), pod("b")]) == 2)
    }

    @Test func `little use asks for fewer pods, one at least`() throws {
        #expect(try replicas(["a": 10, "b": 10], current: 2, pods: [pod("a"), pod("b")]) == 1)
    }

    @Test func `a pod that is not ready yet holds the growth back`() throws {
        let pods = [pod("a"), pod("b", isReady: false)]
        #expect(try replicas(["a": 100], current: 2, pods: pods) == 2)
    }

    @Test func `a pod without figures counts as fully used when the number would fall`() throws {
        let pods = [pod("a"), pod("b"), pod("c")]
        #expect(try replicas(["a": 10, "b": 10], current: 3, pods: pods) == 3)
        #expect(try replicas(["a": 100, "b": 100], current: 3, pods: pods) == 4)
    }

    @Test func `a container without a request is named`() {
        let problem = #expect(throws: ReplicaCalculator.Problem.self) {
            try replicas(["a": 10], current: 1, pods: [pod("a", request: nil)])
        }
        #expect(problem?.message == "missing request for cpu in container web of Pod a")
    }

    @Test func `the number grows at once but no faster than four pods or twofold in 15 seconds`() {
        let behavior = ScalingBehavior(["minReplicas": 1, "maxReplicas": 50])
        var memory = ScalingBehavior.Memory()

        let first = behavior.verdict(on: 20, current: 1, &memory, at: now)
        ScalingBehavior.note(from: 1, to: first.replicas, &memory, at: now)
        let second = behavior.verdict(on: 20, current: 5, &memory, at: now + .seconds(5))
        let third = behavior.verdict(on: 20, current: 5, &memory, at: now + .seconds(20))

        #expect(first == .init(replicas: 5, limit: "ScaleUpLimit"))
        #expect(second.replicas == 5)
        #expect(third.replicas == 10)
    }

    @Test func `the number falls only when five minutes agree`() {
        let behavior = ScalingBehavior(["minReplicas": 1, "maxReplicas": 10])
        var memory = ScalingBehavior.Memory()

        let busy = behavior.verdict(on: 4, current: 4, &memory, at: now)
        let early = behavior.verdict(on: 1, current: 4, &memory, at: now + .seconds(60))
        let late = behavior.verdict(on: 1, current: 4, &memory, at: now + .seconds(301))

        #expect(busy == .init(replicas: 4))
        #expect(early == .init(replicas: 4, stabilized: "ScaleDownStabilized"))
        #expect(late.replicas == 1)
    }

    @Test func `limits of the number win over what is proposed`() {
        let behavior = ScalingBehavior(["minReplicas": 2, "maxReplicas": 3])
        var memory = ScalingBehavior.Memory()

        #expect(
            behavior.verdict(on: 9, current: 3, &memory, at: now)
                == .init(replicas: 3, limit: "TooManyReplicas")
        )
        memory = ScalingBehavior.Memory()
        _ = behavior.verdict(on: 1, current: 2, &memory, at: now)
        #expect(
            behavior.verdict(on: 1, current: 2, &memory, at: now + .seconds(301))
                == .init(replicas: 2, limit: "TooFewReplicas")
        )
    }

    @Test func `a policy of one pod a minute is kept`() {
        let behavior = ScalingBehavior([
            "maxReplicas": 10,
            "behavior": [
                "scaleUp": [
                    "policies": [["type": "Pods", "value": 1, "periodSeconds": 60]]
                ],
                "scaleDown": ["selectPolicy": "Disabled", "stabilizationWindowSeconds": 0],
            ],
        ])
        var memory = ScalingBehavior.Memory()

        #expect(behavior.verdict(on: 5, current: 2, &memory, at: now).replicas == 3)
        ScalingBehavior.note(from: 2, to: 3, &memory, at: now)
        let soon = now + .seconds(30)
        #expect(behavior.verdict(on: 5, current: 3, &memory, at: soon).replicas == 3)
        #expect(behavior.verdict(on: 1, current: 3, &memory, at: soon).replicas == 3)
    }

    // MARK: In a cluster

    @Test(.timeLimit(.minutes(2)))
    func `a Deployment under load gets pods, and the autoscaler says why`() async throws {
        let cluster = try await TestCluster()
        cluster.usage.set(100)
        let key = ObjectKey(namespace: "default", name: "web")
        try await cluster.run {
            var deployment = Deployment(name: "web", namespace: "default")
            deployment.spec = [
                "replicas": 1, "selector": ["matchLabels": ["app": "web"]],
                "template": [
                    "metadata": ["labels": ["app": "web"]], "spec": pod("any").spec,
                ],
            ]
            _ = try await cluster.client.create(deployment)
            var autoscaler = HorizontalPodAutoscaler(name: "web", namespace: "default")
            autoscaler.spec = [
                "scaleTargetRef": ["kind": "Deployment", "name": "web", "apiVersion": "apps/v1"],
                "maxReplicas": 3,
                "metrics": [
                    [
                        "type": "Resource",
                        "resource": [
                            "name": "cpu",
                            "target": ["type": "Utilization", "averageUtilization": 50],
                        ],
                    ]
                ],
            ]
            try await cluster.eventually { try await cluster.pods().contains { $0.isReady } }
            _ = try await cluster.client.create(autoscaler)

            try await cluster.eventually {
                let pods = try await cluster.pods()
                return pods.count == 3 && pods.allSatisfy(\.isReady)
            }
            try await cluster.eventually {
                let now = try await cluster.client.get(HorizontalPodAutoscaler.self, key)
                return now.status["desiredReplicas"] == 3
            }
            let status = try await cluster.client.get(HorizontalPodAutoscaler.self, key).status
            #expect(
                status["currentMetrics"]?[0]?["resource"]?["current"]?["averageValue"] == "100m"
            )
            let conditions = (status["conditions"]?.elements ?? []).map(Condition.init)
            #expect(conditions.first { $0.type == "ScalingActive" }?.reason == "ValidMetricFound")
            let events = try await cluster.client.list(Event.self)
            #expect(
                events.contains {
                    $0.reason == "SuccessfulRescale" && $0.message.hasPrefix("New size: ")
                }
            )
        }
    }
}
