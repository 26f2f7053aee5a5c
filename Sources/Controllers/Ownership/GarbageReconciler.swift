import Documents
import Kubernetes
import KubernetesClient

/// An object of some kind.
struct OwnedKey: Hashable, Sendable, CustomStringConvertible {
    var kind: ResourceKind
    var key: ObjectKey

    var description: String { "\(kind.singular) \(key)" }
}

/// Deletes what belonged to objects that are gone.
struct GarbageReconciler: Reconciler {
    /// The finalizer of an object that goes after all that belongs to it.
    static let foreground = "foregroundDeletion"

    let client: APIClient
    let stores: [ResourceKind: ObjectStore<DynamicObject>]

    func reconcile(_ owned: OwnedKey) async throws -> Duration? {
        guard let object = try await find(owned.kind, owned.key) else { return nil }
        if object.metadata.deletionTimestamp != nil {
            if object.metadata.finalizers.contains(Self.foreground) {
                try await deleteDependents(of: object, owned)
            }
            return nil
        }
        let owners = object.metadata.ownerReferences
        if owners.isEmpty { return nil }
        for owner in owners where try await isAlive(owner, in: owned.key.namespace) { return nil }
        do {
            let options = DeleteOptions(uid: object.metadata.uid)
            try await client.delete(owned.kind, owned.key, options: options)
        } catch let error as ClientError where error.isNotFound {
            return nil
        }
        return nil
    }

    /// The objects that belong to one of these identity.
    func dependents(of uid: String) async -> [OwnedKey] {
        var found: [OwnedKey] = []
        for (kind, store) in stores {
            for object in await store.objects(indexedBy: uid) {
                found.append(OwnedKey(kind: kind, key: object.key))
            }
        }
        return found
    }

    private func deleteDependents(of object: DynamicObject, _ owned: OwnedKey) async throws {
        let dependents = await dependents(of: object.metadata.uid)
        if dependents.isEmpty {
            var freed = object
            freed.metadata.finalizers.removeAll { $0 == Self.foreground }
            _ = try await client.update(owned.kind, owned.key, freed.json)
            return
        }
        for dependent in dependents {
            guard let found = try await find(dependent.kind, dependent.key),
                found.metadata.deletionTimestamp == nil
            else { continue }
            let options = DeleteOptions(propagation: .foreground, uid: found.metadata.uid)
            _ = try? await client.delete(dependent.kind, dependent.key, options: options)
        }
    }

    private func isAlive(_ owner: OwnerReference, in namespace: String) async throws -> Bool {
        guard let kind = kind(of: owner) else { return true }
        let key = ObjectKey(namespace: kind.isNamespaced ? namespace : "", name: owner.name)
        return try await find(kind, key)?.metadata.uid == owner.uid
    }

    /// The kind of an owner; `nil` for one that nobody watches, which is then left alone.
    func kind(of owner: OwnerReference) -> ResourceKind? {
        let parts = owner.apiVersion.split(separator: "/")
        let group = parts.count == 2 ? String(parts[0]) : ""
        return stores.keys.first { $0.group == group && $0.kind == owner.kind }
    }

    private func find(_ kind: ResourceKind, _ key: ObjectKey) async throws -> DynamicObject? {
        do {
            return DynamicObject(json: try await client.get(kind, key))
        } catch let error as ClientError where error.isNotFound {
            return nil
        }
    }
}
