import Kubernetes
import KubernetesClient

extension GarbageReconciler {
    /// What must be looked at when an object changed: itself when it is new or on its way out, what
    /// belonged to it and what it belonged to when it is gone.
    func concerned(
        by change: StoreChange<DynamicObject>,
        of kind: ResourceKind
    ) async -> [OwnedKey] {
        guard let new = change.new else {
            guard let old = change.old else { return [] }
            let owners = old.metadata.ownerReferences.compactMap { owner in
                self.kind(of: owner).map { kind in
                    let namespace = kind.isNamespaced ? old.namespace : ""
                    return OwnedKey(
                        kind: kind,
                        key: ObjectKey(namespace: namespace, name: owner.name)
                    )
                }
            }
            return await dependents(of: old.metadata.uid) + owners
        }
        let isLeaving =
            new.metadata.deletionTimestamp != nil
            && new.metadata.finalizers.contains(Self.foreground)
        let owners = new.metadata.ownerReferences
        let hasNewOwners = !owners.isEmpty && owners != change.old?.metadata.ownerReferences
        // Deleted and made anew under the same name within one look.
        if let old = change.old, old.metadata.uid != new.metadata.uid {
            return await dependents(of: old.metadata.uid) + [OwnedKey(kind: kind, key: new.key)]
        }
        return isLeaving || hasNewOwners ? [OwnedKey(kind: kind, key: new.key)] : []
    }
}
