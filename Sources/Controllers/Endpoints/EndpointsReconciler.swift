import Documents
import Kubernetes
import KubernetesClient

/// Writes down which pods answer for a Service, as Endpoints and as an EndpointSlice.
struct EndpointsReconciler: Reconciler {
    let client: APIClient
    let pods: ObjectStore<Pod>

    func reconcile(_ key: ObjectKey) async throws -> Duration? {
        guard let service = try await client.find(Service.self, key),
            service.metadata.deletionTimestamp == nil
        else {
            try await client.delete(Endpoints.self, key)
            return nil
        }
        guard !service.selector.isEmpty else { return nil }
        let selector = LabelSelector(matching: service.selector)
        let backends = await pods.objects(indexedBy: PodIndex.namespace(key.namespace))
            .filter { $0.isActive && selector.matches($0.metadata.labels) && $0.podIP != nil }
            .sorted { $0.key < $1.key }
        let addresses = ServiceAddresses(service, backends)
        try await put(addresses.endpoints)
        try await put(addresses.slice)
        return nil
    }

    /// Makes an object, or brings it to this state when there is one.
    private func put<Object: KubernetesObject>(_ object: Object) async throws {
        guard let existing = try await client.find(Object.self, object.key) else {
            _ = try await client.create(object)
            return
        }
        var changed = existing
        for field in ["subsets", "addressType", "endpoints", "ports"] {
            changed.json[field] = object.json[field]
        }
        changed.metadata.labels = object.metadata.labels
        if changed != existing { _ = try await client.update(changed) }
    }
}
