/// A source of keys to work on.
public struct Trigger<Key: Hashable & Sendable>: Sendable {
    let filled: @Sendable () async -> Void
    let follow: @Sendable (_ add: @Sendable (Key) async -> Void) async -> Void

    /// The changes of a store, and at first all that it has.
    ///
    /// - Parameters:
    ///   - store: The store, whose first list is waited for before any work begins.
    ///   - keys: The keys that a change concerns.
    /// - Returns: The trigger.
    public static func changes<Object>(
        of store: ObjectStore<Object>,
        _ keys: @escaping @Sendable (StoreChange<Object>) async -> [Key]
    ) -> Trigger {
        Trigger(
            filled: { await store.filled() },
            follow: { add in
                for await change in await store.changes() {
                    for key in await keys(change) { await add(key) }
                }
            }
        )
    }
}
