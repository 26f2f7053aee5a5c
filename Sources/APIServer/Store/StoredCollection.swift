import Kubernetes

/// The objects of one kind in the order of their keys.
struct StoredCollection: Sendable {
    private(set) var objects: [StoredObject] = []

    /// The objects of a namespace, or of all.
    func slice(namespace: String?) -> ArraySlice<StoredObject> {
        guard let namespace else { return objects[...] }
        let start = position(of: ObjectKey(namespace: namespace, name: ""))
        // No name sorts after the first key of the next possible namespace.
        let end = position(of: ObjectKey(namespace: namespace + "\u{0}", name: ""))
        return objects[start..<end]
    }

    /// The object of a key.
    ///
    /// - Complexity: O(log n).
    subscript(key: ObjectKey) -> StoredObject? {
        let index = position(of: key)
        guard index < objects.count, objects[index].id.key == key else { return nil }
        return objects[index]
    }

    /// Puts an object in its place.
    mutating func put(_ object: StoredObject) {
        let index = position(of: object.id.key)
        if index < objects.count, objects[index].id.key == object.id.key {
            objects[index] = object
        } else {
            objects.insert(object, at: index)
        }
    }

    /// Takes an object away.
    mutating func remove(_ key: ObjectKey) {
        let index = position(of: key)
        if index < objects.count, objects[index].id.key == key { objects.remove(at: index) }
    }

    /// The position of the first object whose key is not before `key`.
    func position(of key: ObjectKey) -> Int {
        var low = 0
        var high = objects.count
        while low < high {
            let middle = (low + high) / 2
            if objects[middle].id.key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
