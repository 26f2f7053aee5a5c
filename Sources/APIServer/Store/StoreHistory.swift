/// The last writes, oldest first, from which a watch catches up.
struct StoreHistory: Sendable {
    /// The version after which all writes are known.
    private(set) var start: Int
    private var events: [StoreEvent] = []

    /// Takes up the log of a file whose newest version is `version`.
    init(_ log: [(object: StoredObject, isDeletion: Bool)], startingAt version: Int) {
        start = log.first.map { $0.object.version - 1 } ?? version
        var newest: [ObjectID: StoredObject] = [:]
        for entry in log {
            let id = entry.object.id
            let event = StoreEvent(
                object: entry.object,
                previous: newest[id],
                isDeletion: entry.isDeletion
            )
            newest[id] = entry.isDeletion ? nil : entry.object
            events.append(event)
        }
    }

    /// Adds the newest write and forgets the oldest, from time to time.
    mutating func append(_ event: StoreEvent) {
        events.append(event)
        guard events.count >= StoreFile.logLength + StoreFile.logLength / 4 else { return }
        let cut = events.count - StoreFile.logLength
        start = events[cut - 1].version
        events.removeFirst(cut)
    }

    /// The writes to a kind after a version that is not before `start`.
    func events(of collection: String, after version: Int) -> [StoreEvent] {
        var low = 0
        var high = events.count
        while low < high {
            let middle = (low + high) / 2
            if events[middle].version <= version { low = middle + 1 } else { high = middle }
        }
        return events[low...].filter { $0.object.id.collection == collection }
    }
}
