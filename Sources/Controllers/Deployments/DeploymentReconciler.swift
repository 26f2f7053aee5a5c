import Documents
import Kubernetes
import KubernetesClient

/// Replaces the pods of Deployments little by little when their template changes.
struct DeploymentReconciler: Reconciler {
    let client: APIClient
    let events: EventRecorder

    func reconcile(_ key: ObjectKey) async throws -> Duration? {
        guard let deployment = try await client.find(Deployment.self, key),
            deployment.metadata.deletionTimestamp == nil
        else { return nil }
        let query = ListQuery(namespace: key.namespace, labels: deployment.selector)
        guard let replicaSets = try await client.owned(by: deployment, ReplicaSet.self, query)
        else { return nil }
        let rollout = Rollout(deployment, replicaSets)
        for step in rollout.steps { try await take(step, rollout) }

        let now = Timestamp.now
        let status = rollout.status(at: now)
        var revised = deployment
        let revision = rollout.current.map(Rollout.revision) ?? 0
        if revision > 0, Rollout.revision(deployment) != revision {
            revised.metadata.annotations[Rollout.revisionAnnotation] = String(revision)
            revised = try await client.update(revised)
        }
        if status != revised.status {
            revised.status = status
            revised = try await client.update(revised, subresource: "status")
        }
        return rollout.timeToDeadline(status, at: now)
    }

    private func take(_ step: Rollout.Step, _ rollout: Rollout) async throws {
        let deployment = rollout.deployment
        switch step {
        case .create(let replicas, let revision):
            let set = rollout.newReplicaSet(replicas: replicas, revision: revision)
            do {
                let made = try await client.create(set)
                await note(deployment, made.name, from: 0, to: replicas)
            } catch let error as ClientError where error.isAlreadyThere {
                // It was made a moment ago; the next look finds it.
                return
            }
        case .scale(let name, let from, let to):
            let key = ObjectKey(namespace: deployment.namespace, name: name)
            let patch: JSON = ["spec": ["replicas": .int(to)]]
            _ = try await client.patch(ReplicaSet.self, key, .merge(patch))
            await note(deployment, name, from: from, to: to)
        case .revise(let name, let revision):
            let key = ObjectKey(namespace: deployment.namespace, name: name)
            let annotations: JSON = [Rollout.revisionAnnotation: .string(String(revision))]
            let patch: JSON = ["metadata": ["annotations": annotations]]
            _ = try await client.patch(ReplicaSet.self, key, .merge(patch))
        case .delete(let name):
            let key = ObjectKey(namespace: deployment.namespace, name: name)
            try await client.delete(ReplicaSet.self, key)
        }
    }

    private func note(_ deployment: Deployment, _ name: String, from: Int, to: Int) async {
        guard from != to else { return }
        await events.record(
            deployment,
            "ScalingReplicaSet",
            "Scaled \(to > from ? "up" : "down") replica set \(name) from \(from) to \(to)"
        )
    }
}

extension Rollout {
    /// The ReplicaSet of the current template.
    func newReplicaSet(replicas: Int, revision: Int) -> ReplicaSet {
        let hash = TemplateHash.of(deployment.template)
        var template = deployment.template
        var meta = ObjectMeta(json: template["metadata"] ?? .object([:]))
        meta.labels[Self.hashLabel] = hash
        template["metadata"] = meta.json
        var set = ReplicaSet(
            name: "\(deployment.name)-\(hash)",
            namespace: deployment.namespace,
            labels: meta.labels
        )
        set.metadata.annotations = [
            Self.revisionAnnotation: String(revision),
            "deployment.kubernetes.io/desired-replicas": String(deployment.replicas),
            "deployment.kubernetes.io/max-replicas": String(deployment.replicas + limits.surge),
        ]
        set.metadata.ownerReferences = [OwnerReference(controller: deployment)]
        var selector = deployment.spec["selector"] ?? .object([:])
        var labels = selector["matchLabels"] ?? .object([:])
        labels[Self.hashLabel] = .string(hash)
        selector["matchLabels"] = labels
        set.spec = [
            "replicas": .int(replicas), "selector": selector, "template": template,
        ]
        if let seconds = deployment.spec["minReadySeconds"] {
            set.spec["minReadySeconds"] = seconds
        }
        return set
    }
}
