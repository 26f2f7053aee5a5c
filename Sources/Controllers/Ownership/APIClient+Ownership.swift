import Documents
import Kubernetes
import KubernetesClient

extension APIClient {
    /// The objects that an owner drives, among those that a query finds; what the query finds and
    /// nobody drives is taken over.
    func owned<Owner: KubernetesObject, Object: KubernetesObject>(
        by owner: Owner,
        _ type: Object.Type,
        _ query: ListQuery
    ) async throws -> [Object] {
        var owned: [Object] = []
        for object in try await list(type, query) {
            if let controller = object.metadata.controller {
                if controller.uid == owner.metadata.uid { owned.append(object) }
            } else if object.metadata.deletionTimestamp == nil {
                var adopted = object
                adopted.metadata.ownerReferences.append(OwnerReference(controller: owner))
                owned.append(try await update(adopted))
            }
        }
        return owned
    }
}
