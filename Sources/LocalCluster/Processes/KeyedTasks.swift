/// Children of one task group that can be ended one by one.
struct KeyedTasks<Key: Hashable & Sendable>: Sendable {
    private var stops: [Key: AsyncStream<Void>.Continuation] = [:]

    /// The keys of children that were started and not ended.
    var keys: Set<Key> { Set(stops.keys) }

    /// Starts a child; it is cancelled by `stop` or with the group.
    mutating func start(
        _ key: Key,
        in group: inout DiscardingTaskGroup,
        _ operation: @escaping @Sendable () async -> Void
    ) {
        let (stopped, stop) = AsyncStream<Void>.makeStream()
        stops[key] = stop
        group.addTask {
            await withTaskGroup(of: Void.self) { pair in
                pair.addTask { await operation() }
                pair.addTask { for await _ in stopped {} }
                await pair.next()
                pair.cancelAll()
            }
        }
    }

    /// Ends a child.
    mutating func stop(_ key: Key) { stops.removeValue(forKey: key)?.finish() }
}
