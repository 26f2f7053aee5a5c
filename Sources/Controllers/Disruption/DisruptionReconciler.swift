import Documents
import Kubernetes
import KubernetesClient

/// Works out how many pods a budget lets go (Kubernetes 1.36, pkg/controller/disruption).
struct DisruptionReconciler: Reconciler {
    /// How long an evicted pod may take to go before it counts as there again.
    static let deletionTimeout = Duration.seconds(120)

    let client: APIClient

    func reconcile(_ key: ObjectKey) async throws -> Duration? {
        let kind = ResourceKind.podDisruptionBudget
        let found: JSON
        do {
            found = try await client.get(kind, key)
        } catch let error as ClientError where error.isNotFound {
            return nil
        }
        let budget = DynamicObject(json: found)
        guard budget.metadata.deletionTimestamp == nil else { return nil }
        let selector = LabelSelector(json: budget.spec["selector"] ?? .null)
        let pods = try await client.list(
            Pod.self,
            ListQuery(namespace: key.namespace, labels: selector)
        ).filter { !["Succeeded", "Failed"].contains($0.phase) }
        let expected = try await expected(of: pods, in: key.namespace)
        let status = Self.status(of: budget, pods: pods, expected: expected, at: .now)
        guard status != budget.status else { return nil }
        var changed = found
        changed["status"] = status
        _ = try await client.update(kind, key, changed, subresource: "status")
        return status["disruptedPods"]?.members.isEmpty ?? true ? nil : Self.deletionTimeout
    }

    /// How many pods there shall be of those that drive the pods.
    private func expected(of pods: [Pod], in namespace: String) async throws -> Int {
        let names = Set(
            pods.compactMap(\.metadata.controller).filter { $0.kind == "ReplicaSet" }
                .map(\.name)
        )
        var deployments: Set<String> = []
        var sum = pods.count { $0.metadata.controller?.kind != "ReplicaSet" }
        for name in names.sorted() {
            let key = ObjectKey(namespace: namespace, name: name)
            guard let set = try await client.find(ReplicaSet.self, key) else { continue }
            guard let owner = set.metadata.controller, owner.kind == "Deployment" else {
                sum += set.replicas
                continue
            }
            guard deployments.insert(owner.name).inserted else { continue }
            let parent = ObjectKey(namespace: namespace, name: owner.name)
            sum += try await client.find(Deployment.self, parent)?.replicas ?? set.replicas
        }
        return sum
    }

    /// The status of a budget.
    static func status(
        of budget: DynamicObject,
        pods: [Pod],
        expected: Int,
        at now: Timestamp
    ) -> JSON {
        let names = Set(pods.map(\.name))
        var disrupted: JSON = [:]
        for (name, time) in budget.status["disruptedPods"]?.members ?? [:] {
            guard names.contains(name), let since = time.string.flatMap(Timestamp.init),
                since + deletionTimeout > now
            else { continue }
            disrupted[name] = time
        }
        let healthy = pods.count { pod in
            pod.isReady && pod.metadata.deletionTimestamp == nil && disrupted[pod.name] == nil
        }
        let total: Int
        let desired: Int
        if let least = budget.spec["minAvailable"] {
            total = least.int == nil ? expected : pods.count
            desired = amount(least, of: expected)
        } else {
            total = expected
            desired = max(0, expected - amount(budget.spec["maxUnavailable"] ?? 0, of: expected))
        }
        let allowed = total > 0 ? max(0, healthy - desired) : 0
        var status: JSON = [
            "currentHealthy": .int(healthy), "desiredHealthy": .int(desired),
            "disruptionsAllowed": .int(allowed), "expectedPods": .int(total),
            "observedGeneration": .int(budget.metadata.generation),
            "conditions": [condition(budget, isAllowed: allowed > 0, at: now)],
        ]
        if !disrupted.members.isEmpty { status["disruptedPods"] = disrupted }
        return status
    }

    /// A number, or a part of another in hundredths, rounded up.
    private static func amount(_ value: JSON, of whole: Int) -> Int {
        if let number = value.int { return number }
        let percent = value.string.flatMap { Int($0.dropLast()) } ?? 0
        return (whole * percent + 99) / 100
    }

    private static func condition(
        _ budget: DynamicObject,
        isAllowed: Bool,
        at now: Timestamp
    ) -> JSON {
        let status = JSON.string(isAllowed ? "True" : "False")
        let old = budget.status["conditions"]?.elements.first {
            $0["type"]?.string == "DisruptionAllowed"
        }
        let isSame = old?["status"] == status
        return [
            "type": "DisruptionAllowed", "status": status, "message": "",
            "reason": isAllowed ? "SufficientPods" : "InsufficientPods",
            "observedGeneration": .int(budget.metadata.generation),
            "lastTransitionTime": (isSame ? old?["lastTransitionTime"] : nil)
                ?? .string(now.description),
        ]
    }
}
