/// Which keys are due and which are being worked on: a key is due once however often it was added,
/// and is never worked on twice at a time.
struct WorkSchedule<Key: Hashable & Sendable>: Sendable {
    private var due: [Key] = []
    private var waiting: Set<Key> = []
    private var active: Set<Key> = []
    private var backoffs: [Key: Backoff] = [:]
    private let limit: Int
    private let backoff: Backoff

    /// Makes an empty schedule.
    ///
    /// - Parameters:
    ///   - limit: How many keys are worked on at a time.
    ///   - backoff: How the waits after failures grow.
    init(
        limit: Int,
        backoff: Backoff = Backoff(first: .milliseconds(20), ceiling: .seconds(30))
    ) {
        self.limit = limit
        self.backoff = backoff
    }

    mutating func add(_ key: Key) {
        if waiting.insert(key).inserted { due.append(key) }
    }

    /// Takes the keys on which work may begin now.
    mutating func takeReady() -> [Key] {
        var ready: [Key] = []
        var held: [Key] = []
        for key in due {
            if active.count < limit, !active.contains(key) {
                active.insert(key)
                waiting.remove(key)
                ready.append(key)
            } else {
                held.append(key)
            }
        }
        due = held
        return ready
    }

    /// Notes that work on a key ended well.
    mutating func succeed(_ key: Key) {
        active.remove(key)
        backoffs[key] = nil
    }

    /// Notes that work on a key failed; returns how long to wait before the next try.
    mutating func fail(_ key: Key) -> Duration {
        active.remove(key)
        return backoffs[key, default: backoff].next()
    }
}
