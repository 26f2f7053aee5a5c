import Documents
import Kubernetes
import KubernetesClient

extension APIClient {
    /// The objects that an owner drives, among those that a query finds; what the query finds and
    /// nobody drives is taken over.
    ///
    /// - Returns: `nil` when the owner is gone meanwhile. What it left behind is then nobody's, and
    ///   stays so.
    func owned<Owner: KubernetesObject, Object: KubernetesObject>(
        by owner: Owner,
        _ type: Object.Type,
        _ query: ListQuery
    ) async throws -> [Object]? {
        let found = try await list(type, query)
        // Asked after the list: what lost its owner before that must not get it back.
        if found.contains(where: { $0.metadata.controller == nil }) {
            guard let now = try await find(Owner.self, owner.key),
                now.metadata.uid == owner.metadata.uid,
                now.metadata.deletionTimestamp == nil
            else { return nil }
        }
        var owned: [Object] = []
        for object in found {
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
