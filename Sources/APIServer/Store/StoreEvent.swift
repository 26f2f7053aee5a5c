/// One write, as watches see it.
struct StoreEvent: Sendable {
    /// What was written; for a deletion the last state, at the version of the deletion.
    let object: StoredObject
    /// The state before; `nil` for a new object, or when it is not known any more.
    let previous: StoredObject?
    /// Whether the object is gone.
    let isDeletion: Bool

    /// The counter's value at the write.
    var version: Int { object.version }
}
