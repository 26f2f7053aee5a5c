import Operations

/// What was done at the user's wish, and how one would have done it with other tools.
struct CommandLog: Sendable, Equatable {
    /// What became of it.
    enum Outcome: Sendable, Equatable {
        /// It is under way.
        case running
        /// It was done.
        case done
        /// It could not be done.
        case failed(String)
    }

    /// One action.
    struct Entry: Sendable, Equatable {
        let command: Command
        let at: Moment
        /// The same as commands of a shell, ours first.
        let equivalents: [String]
        var outcome = Outcome.running
    }

    /// How many actions are kept.
    private static let capacity = 200

    /// The actions, oldest first.
    private(set) var entries: [Entry] = []
    /// Which one is selected, counted from the newest.
    var selected = 0

    /// Takes in what is to be done, where it can be done by other tools as well.
    mutating func begin(_ command: Command, equivalents: [String], at moment: Moment) {
        guard !equivalents.isEmpty else { return }
        entries.append(Entry(command: command, at: moment, equivalents: equivalents))
        if entries.count > Self.capacity { entries.removeFirst() }
        // Whoever looks at an entry keeps looking at it.
        if selected > 0 { selected = min(selected + 1, entries.count - 1) }
    }

    /// Takes in what became of it.
    mutating func end(_ command: Command, _ outcome: Outcome) {
        guard let place = entries.lastIndex(where: { $0.command == command }) else { return }
        entries[place].outcome = outcome
    }

    /// The selected entry.
    var selection: Entry? {
        entries.isEmpty ? nil : entries[entries.count - 1 - min(selected, entries.count - 1)]
    }

    /// Moves the selection, towards the older ones when positive.
    mutating func move(by step: Int) {
        selected = max(0, min(entries.count - 1, selected + step))
    }
}
