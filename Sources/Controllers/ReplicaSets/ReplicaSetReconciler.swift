import Documents
import Failures
import Kubernetes
import KubernetesClient

/// Keeps as many pods of a template as a ReplicaSet asks for.
struct ReplicaSetReconciler: Reconciler {
    let client: APIClient
    let events: EventRecorder

    func reconcile(_ key: ObjectKey) async throws -> Duration? {
        guard let set = try await client.find(ReplicaSet.self, key),
            set.metadata.deletionTimestamp == nil
        else { return nil }
        // Asked of the server and not of a store: a store may not yet have the pods that were made
        // a moment ago, and there would be too many.
        let query = ListQuery(namespace: key.namespace, labels: set.selector)
        guard let found = try await client.owned(by: set, Pod.self, query) else { return nil }
        var pods = found.filter(\.isActive)
        if pods.count < set.replicas {
            for _ in pods.count..<set.replicas { pods.append(try await create(for: set)) }
        } else if pods.count > set.replicas {
            let surplus = pods.sorted { PodRank($0) < PodRank($1) }.prefix(
                pods.count - set.replicas
            )
            for pod in surplus {
                try await client.delete(Pod.self, pod.key)
                await events.record(set, "SuccessfulDelete", "Deleted pod: \(pod.name)")
            }
            let gone = Set(surplus.map(\.name))
            pods.removeAll { gone.contains($0.name) }
        }
        let status = status(of: set, pods)
        if status != set.status {
            var changed = set
            changed.status = status
            _ = try await client.update(changed, subresource: "status")
        }
        return nil
    }

    private func create(for set: ReplicaSet) async throws -> Pod {
        let template = ObjectMeta(json: set.template["metadata"] ?? .object([:]))
        var pod = Pod(json: ["apiVersion": "v1", "kind": "Pod", "metadata": [:]])
        pod.metadata.generateName = set.name + "-"
        pod.metadata.namespace = set.namespace
        pod.metadata.labels = template.labels
        pod.metadata.annotations = template.annotations
        pod.metadata.finalizers = template.finalizers
        pod.metadata.ownerReferences = [OwnerReference(controller: set)]
        pod.spec = set.template["spec"] ?? .object([:])
        do {
            let made = try await client.create(pod)
            await events.record(set, "SuccessfulCreate", "Created pod: \(made.name)")
            return made
        } catch let error as ClientError {
            let message = "Error creating: \(error.failure.message)"
            await events.record(set, isWarning: true, "FailedCreate", message)
            throw error
        }
    }

    private func status(of set: ReplicaSet, _ pods: [Pod]) -> JSON {
        let labels = set.template["metadata"]?["labels"]?.strings ?? [:]
        let template = LabelSelector(matching: labels)
        let ready = pods.count(where: \.isReady)
        var status: JSON = [
            "replicas": .int(pods.count), "observedGeneration": .int(set.metadata.generation),
        ]
        let fields = [
            ("fullyLabeledReplicas", pods.count { template.matches($0.metadata.labels) }),
            ("readyReplicas", ready), ("availableReplicas", ready),
        ]
        for (name, count) in fields where count > 0 { status[name] = .int(count) }
        return status
    }
}

extension Pod {
    /// Whether it counts: it has not ended and was not asked to.
    var isActive: Bool {
        metadata.deletionTimestamp == nil && phase != "Succeeded" && phase != "Failed"
    }
}
