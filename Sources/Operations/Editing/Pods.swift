import Documents
import HTTPTypes
public import Kubernetes
import KubernetesClient
import Seldon

extension ClusterOperations {
    /// Deletes a pod; its Deployment makes a new one.
    ///
    /// - Throws: `OperationsError.readOnly`, `.locked`, and what the API server refuses.
    public func deletePod(_ key: ObjectKey) async throws {
        let account = ChangeAccount(.deletePod, "pod", key, "deleted")
        let pod = try await client.find(Pod.self, key)
        try await guarded(account) { try await client.delete(.pod, key) }
        if let pod { await tell(account, about: pod) }
    }

    /// Whether the cluster offers a part of pods, such as `exec` or `portforward`, as its discovery
    /// says.
    public func offersPodPart(_ name: String) async throws -> Bool {
        let list = try await client.json(.get, "/api/v1")
        return (list["resources"]?.elements ?? []).contains { $0["name"]?.string == "pods/\(name)" }
    }

    /// The address of a pod and the ports that its containers name.
    ///
    /// - Throws: `ClientError` when there is no such pod.
    public func address(ofPod key: ObjectKey) async throws -> (address: String?, ports: [Int]) {
        let pod = try await client.get(Pod.self, key)
        let ports = pod.containers.flatMap { container in
            (container.json["ports"]?.elements ?? []).compactMap { $0["containerPort"]?.int }
        }
        return (pod.status["podIP"]?.string, ports)
    }
}
