import Documents
import Kubernetes
import KubernetesClient
import Seldon

/// The objects of a fleet as they were last heard of, arranged by the SeldonDeployment that they
/// belong to, with note of which of those have changed.
struct FleetRegister: Sendable {
    /// What belongs to one SeldonDeployment.
    private struct Family: Sendable {
        var resource: SeldonDeployment?
        var workloads: [ObjectKey: Deployment] = [:]
        var pods: [ObjectKey: Pod] = [:]
        var routes: [ObjectKey: VirtualService] = [:]

        var isEmpty: Bool {
            resource == nil && workloads.isEmpty && pods.isEmpty && routes.isEmpty
        }
    }

    private var families: [ObjectKey: Family] = [:]
    private var warnings: [String: [ObjectKey: Event]] = [:]
    private var familiesByPod: [String: ObjectKey] = [:]
    private var changed: Set<ObjectKey> = []

    /// The families that have a SeldonDeployment, by namespace and name.
    private(set) var order: [ObjectKey] = []

    /// The namespaces of all SeldonDeployments.
    var namespaces: Set<String> { Set(order.map(\.namespace)) }

    /// Takes the families that have changed since this was last asked.
    mutating func takeChanged() -> Set<ObjectKey> {
        defer { changed = [] }
        return changed
    }

    /// Notes that a family has to be looked at though none of its objects changed.
    mutating func touch(_ family: ObjectKey) {
        if families[family] != nil { changed.insert(family) }
    }

    /// Notes that all families have to be looked at.
    mutating func touchAll() { changed.formUnion(order) }

    /// The objects of a family.
    func objects(of family: ObjectKey) -> FleetObjects {
        var objects = FleetObjects()
        guard let found = families[family] else { return objects }
        objects.resources = found.resource.map { [$0] } ?? []
        objects.workloads = found.workloads.sorted { $0.key < $1.key }.map(\.value)
        objects.pods = found.pods.sorted { $0.key < $1.key }.map(\.value)
        objects.routes = found.routes.sorted { $0.key < $1.key }.map(\.value)
        objects.warnings = objects.pods.flatMap { pod in
            (warnings[pod.metadata.uid] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
        }
        return objects
    }

    // MARK: - Taking in

    mutating func take(_ change: StoreChange<SeldonDeployment>) {
        if let old = change.old, change.new == nil { edit(family(of: old)) { $0.resource = nil } }
        if let new = change.new { edit(family(of: new)) { $0.resource = new } }
        if let old = change.old, change.new == nil { removePlace(of: family(of: old)) }
        if let new = change.new, change.old == nil { addPlace(of: family(of: new)) }
    }

    mutating func take(_ change: StoreChange<Deployment>) {
        place(change, \.workloads) { FleetRegister.family(labelled: $0) }
    }

    mutating func take(_ change: StoreChange<Pod>) {
        place(change, \.pods) { FleetRegister.family(labelled: $0) }
        if let old = change.old, old.metadata.uid != change.new?.metadata.uid {
            familiesByPod[old.metadata.uid] = nil
        }
        if let new = change.new {
            familiesByPod[new.metadata.uid] = FleetRegister.family(labelled: new)
        }
    }

    mutating func take(_ change: StoreChange<VirtualService>) {
        place(change, \.routes) { route in
            guard let owner = route.metadata.controller else { return nil }
            let names = ObjectNames(deployment: owner.name, namespace: route.namespace)
            return ObjectKey(namespace: route.namespace, name: names.id)
        }
    }

    mutating func take(_ change: StoreChange<Event>) {
        for (event, isNew) in [(change.old, false), (change.new, true)] {
            guard let event, let uid = event.involvedObject["uid"]?.string else { continue }
            warnings[uid, default: [:]][event.key] = isNew ? event : nil
            if warnings[uid]?.isEmpty ?? false { warnings[uid] = nil }
            if let family = familiesByPod[uid] { changed.insert(family) }
        }
    }

    private mutating func place<Object: KubernetesObject>(
        _ change: StoreChange<Object>,
        _ path: WritableKeyPath<Family, [ObjectKey: Object]>,
        _ family: (Object) -> ObjectKey?
    ) {
        if let old = change.old, let key = family(old) {
            edit(key) { $0[keyPath: path][old.key] = nil }
        }
        if let new = change.new, let key = family(new) {
            edit(key) { $0[keyPath: path][new.key] = new }
        }
    }

    private mutating func edit(_ key: ObjectKey, _ body: (inout Family) -> Void) {
        body(&families[key, default: Family()])
        if families[key]?.isEmpty ?? false { families[key] = nil }
        changed.insert(key)
    }

    private mutating func addPlace(of family: ObjectKey) {
        let index = order.lowerBound(of: family)
        guard index == order.count || order[index] != family else { return }
        order.insert(family, at: index)
    }

    private mutating func removePlace(of family: ObjectKey) {
        let index = order.lowerBound(of: family)
        if index < order.count, order[index] == family { order.remove(at: index) }
    }

    private func family(of resource: SeldonDeployment) -> ObjectKey {
        ObjectKey(namespace: resource.namespace, name: resource.names.id)
    }

    private static func family(labelled object: some KubernetesObject) -> ObjectKey? {
        object.metadata.label(SeldonLabel.deploymentID)
            .map { ObjectKey(namespace: object.namespace, name: $0) }
    }
}

extension [ObjectKey] {
    /// The first index, of keys in order, whose key is not before another.
    func lowerBound(of key: ObjectKey) -> Int {
        var (first, end) = (0, count)
        while first < end {
            let middle = (first + end) / 2
            if self[middle] < key { first = middle + 1 } else { end = middle }
        }
        return first
    }
}
