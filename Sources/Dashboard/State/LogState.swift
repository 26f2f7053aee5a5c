import Operations
import Terminal

/// The log lines of the target that is looked at, and where one stands in them.
struct LogState: Sendable, Equatable {
    /// How many lines are kept; the oldest go first.
    static let capacity = 5000

    /// Whose lines they are.
    var target: LogTarget?
    /// The lines, oldest first.
    private(set) var lines: [LogLine] = []
    /// How many lines were dropped since the beginning.
    private(set) var droppedCount = 0
    /// How many lines lie below the lowest one shown; 0 follows the newest.
    var scrollBack = 0
    /// How many columns are scrolled away at the left.
    var indent = 0
    /// What is searched for.
    var search = TextInput()
    /// Whether keys go to the search.
    var isSearching = false

    /// Begins anew for a target.
    init(target: LogTarget? = nil) {
        self.target = target
    }

    /// Takes lines that were just written.
    mutating func append(_ more: [LogLine]) {
        lines += more
        // Whoever scrolled back keeps looking at the same lines.
        if scrollBack > 0 { scrollBack += more.count }
        let excess = lines.count - Self.capacity
        guard excess > Self.capacity / 10 else { return }
        lines.removeFirst(excess)
        droppedCount += excess
        scrollBack = min(scrollBack, lines.count)
    }

    /// Moves up (negative) or down by lines.
    mutating func scroll(by step: Int) {
        scrollBack = max(0, min(lines.count - 1, scrollBack - step))
    }

    /// Goes to the next line, or with a negative step to the one before, that holds what is searched.
    ///
    /// - Returns: Whether there is one.
    mutating func find(step: Int) -> Bool {
        let wanted = search.text.lowercased()
        guard !wanted.isEmpty, !lines.isEmpty else { return false }
        var index = lines.count - 1 - scrollBack + step
        while lines.indices.contains(index) {
            if lines[index].text.lowercased().contains(wanted) {
                scrollBack = lines.count - 1 - index
                return true
            }
            index += step
        }
        return false
    }
}
