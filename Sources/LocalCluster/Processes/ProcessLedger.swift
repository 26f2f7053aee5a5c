import Glibc

/// Which process groups the cluster has started and not yet seen end.
///
/// It is kept in a file for the next start, and told to the watchdog as it changes.
actor ProcessLedger {
    private let path: String
    private var groups: Set<ProcessIdentity> = []
    private var followers: [Int: AsyncStream<Entry>.Continuation] = [:]
    private var counter = 0

    /// One change.
    enum Entry: Sendable, Equatable {
        /// A group was started; its number is that of its first process.
        case began(ProcessIdentity)
        /// A group has ended.
        case ended(ProcessIdentity)

        /// The change as a line.
        var line: String {
            switch self {
            case .began(let identity): "+ \(identity)\n"
            case .ended(let identity): "- \(identity)\n"
            }
        }

        /// Reads a line.
        init?(parsing line: some StringProtocol) {
            guard let identity = ProcessIdentity(parsing: String(line.dropFirst(2))) else {
                return nil
            }
            switch line.first {
            case "+": self = .began(identity)
            case "-": self = .ended(identity)
            default: return nil
            }
        }
    }

    /// Makes an empty ledger that is kept in a file.
    init(path: String) { self.path = path }

    /// Notes that a group was started.
    func add(_ identity: ProcessIdentity) {
        groups.insert(identity)
        note(.began(identity))
    }

    /// Notes that a group has ended.
    func remove(_ identity: ProcessIdentity) {
        groups.remove(identity)
        note(.ended(identity))
    }

    /// All groups that run, then the changes as they come.
    func entries() -> AsyncStream<Entry> {
        let (stream, continuation) = AsyncStream<Entry>.makeStream()
        for identity in groups { continuation.yield(.began(identity)) }
        counter += 1
        let number = counter
        followers[number] = continuation
        continuation.onTermination = { [weak self] _ in
            Task { await self?.forget(number) }
        }
        return stream
    }

    private func forget(_ number: Int) { followers[number] = nil }

    private func note(_ entry: Entry) {
        // The file is for the sweep of the next start, which does without it when it must: it finds
        // the cluster's processes by their environment as well.
        let lines = groups.map { "\($0)\n" }.sorted().joined()
        try? PrivateFile.write(Array(lines.utf8), to: path)
        for follower in followers.values { follower.yield(entry) }
    }
}
