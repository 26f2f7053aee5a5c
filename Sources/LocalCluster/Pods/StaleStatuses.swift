import Documents
import Kubernetes
import KubernetesClient

/// Statuses of pods whose processes ended with an earlier cluster.
///
/// They are put right before anybody looks, so that no request is led to a pod that does not run.
struct StaleStatuses: Sendable {
    private let client: APIClient

    /// Makes what writes as the runner of pods.
    init(_ client: APIClient) { self.client = client }

    /// Writes down that no process of a pod runs.
    ///
    /// - Throws: `ClientError`.
    func clear() async throws {
        for pod in try await client.list(Pod.self) {
            guard pod.nodeName == NodeAgent.nodeName, let address = pod.podIP else { continue }
            let earlier = pod.containerStatuses
            guard earlier.contains(where: { $0.json["state"]?["running"] != nil }) else { continue }
            let report = PodReport(
                address: address,
                startTime: pod.status["startTime"]?.string.flatMap(Timestamp.init) ?? .now,
                containers: pod.containers.map { container in
                    ContainerRecord(container, earlier: earlier.first { $0.name == container.name })
                }
            )
            let status = report.status(changing: pod.status, at: .now)
            _ = try await client.patch(
                Pod.self,
                pod.key,
                .merge(["status": status]),
                subresource: "status"
            )
        }
    }
}
