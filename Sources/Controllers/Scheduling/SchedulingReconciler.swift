import Documents
import Kubernetes
import KubernetesClient

/// Binds pods to a node that takes pods.
struct SchedulingReconciler: Reconciler {
    let client: APIClient
    let events: EventRecorder
    let nodes: ObjectStore<Node>

    func reconcile(_ key: ObjectKey) async throws -> Duration? {
        guard let pod = try await client.find(Pod.self, key), pod.isUnbound else { return nil }
        let candidates = await nodes.objects.values.filter(\.takesPods).map(\.name).sorted()
        guard let node = candidates.first else {
            let message = "0/\(await nodes.objects.count) nodes are available."
            try await note(pod, isBound: false, message)
            await events.record(pod, isWarning: true, "FailedScheduling", message)
            return nil
        }
        // The condition first: from the moment that the pod has a node, its runner writes the status.
        try await note(pod, isBound: true)
        _ = try await client.patch(Pod.self, key, .merge(["spec": ["nodeName": .string(node)]]))
        await events.record(pod, "Scheduled", "Successfully assigned \(key) to \(node)")
        return nil
    }

    private func note(_ pod: Pod, isBound: Bool, _ message: String = "") async throws {
        let status = isBound ? "True" : "False"
        let before = pod.conditions.first { $0.type == "PodScheduled" }
        if before?.status == status, before?.message == message { return }
        var condition: JSON = [
            "type": "PodScheduled", "status": .string(status),
            "lastTransitionTime": .string(Timestamp.now.description),
        ]
        if !isBound {
            condition["reason"] = "Unschedulable"
            condition["message"] = .string(message)
        }
        let others = pod.conditions.filter { $0.type != "PodScheduled" }.map(\.json)
        let patch: JSON = [
            "status": ["phase": "Pending", "conditions": .array(others + [condition])]
        ]
        _ = try await client.patch(Pod.self, pod.key, .merge(patch), subresource: "status")
    }
}

extension Pod {
    /// Whether it waits for a node.
    var isUnbound: Bool { nodeName == nil && isActive }
}

extension Node {
    /// Whether pods may be bound to it.
    var takesPods: Bool {
        let isReady = (status["conditions"]?.elements ?? []).contains {
            $0["type"] == "Ready" && $0["status"] == "True"
        }
        return isReady && !(spec["unschedulable"]?.bool ?? false)
            && metadata.deletionTimestamp == nil
    }
}
