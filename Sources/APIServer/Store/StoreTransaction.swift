import Documents
import Kubernetes

/// The objects as one writer sees them: what is committed, and what was changed since.
struct StoreTransaction {
    private let committed: [String: StoredCollection]
    private var overlay: [ObjectID: StoredObject?] = [:]
    private var counter: Int
    /// The changes so far, in order.
    private(set) var events: [StoreEvent] = []

    init(on committed: [String: StoredCollection], counter: Int) {
        self.committed = committed
        self.counter = counter
    }

    /// The version of the last change.
    var version: Int { counter }

    /// The newest state of an object.
    subscript(id: ObjectID) -> StoredObject? {
        if let changed = overlay[id] { return changed }
        return committed[id.collection]?[id.key]
    }

    /// The objects of a kind, in the order of their keys.
    ///
    /// - Complexity: O(n) in their number, when any were changed by this writer.
    func objects(_ kind: ResourceKind, namespace: String? = nil) -> [StoredObject] {
        var collection = committed[kind.qualifiedName] ?? StoredCollection()
        for (id, object) in overlay where id.collection == kind.qualifiedName {
            if let object { collection.put(object) } else { collection.remove(id.key) }
        }
        return Array(collection.slice(namespace: namespace))
    }

    /// Writes an object and returns it with its new version.
    @discardableResult
    mutating func put(_ id: ObjectID, _ json: JSON) -> StoredObject {
        let previous = self[id]
        counter += 1
        let object = StoredObject(id, version: counter, json: json)
        overlay[id] = .some(object)
        events.append(StoreEvent(object: object, previous: previous, isDeletion: false))
        return object
    }

    /// Takes an object away and returns its last state, at the version of the deletion.
    @discardableResult
    mutating func remove(_ id: ObjectID, last json: JSON? = nil) -> StoredObject? {
        guard let previous = self[id] else { return nil }
        counter += 1
        let object = StoredObject(id, version: counter, json: json ?? previous.json)
        overlay[id] = .some(nil)
        events.append(StoreEvent(object: object, previous: previous, isDeletion: true))
        return object
    }
}
