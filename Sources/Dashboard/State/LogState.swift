import Operations
import Terminal

/// The log lines of the target that is looked at, and where one stands in them.
struct LogState: Sendable, Equatable {
    /// How the time of a line is shown.
    enum TimeStyle: Sendable, CaseIterable {
        case clock, precise, none
    }

    /// How many lines are kept; the oldest go first.
    static let capacity = 5000
    /// How many bytes of lines are kept.
    static let byteCapacity = 8 << 20

    /// Whose lines they are.
    var target: LogTarget?
    /// The lines that are kept, oldest first.
    private(set) var lines: [LogLine] = []
    /// Those of them that are shown.
    private(set) var visible: [LogLine] = []
    /// How many lines were dropped since the beginning.
    private(set) var droppedCount = 0
    /// How many lines lie below the lowest one shown; 0 follows the newest.
    var scrollBack = 0
    /// How many columns are scrolled away at the left.
    var indent = 0
    /// What is searched for.
    var search = TextInput() { didSet { if showsOnlyMatches { filter() } } }
    /// Whether keys go to the search.
    var isSearching = false
    /// Whether lines without a match are left out.
    var showsOnlyMatches = false { didSet { filter() } }
    /// How times are shown.
    var timeStyle = TimeStyle.clock
    /// Whether long lines are wrapped.
    var wraps = false
    /// Whether the predictors stand side by side.
    var isSplit = false
    /// Why there are no lines, or `nil`.
    var trouble: String?

    private var byteCount = 0

    /// Begins anew for a target.
    init(target: LogTarget? = nil) {
        self.target = target
    }

    /// Begins anew for another part of the same logs, looked at in the same way.
    func restarted(for target: LogTarget) -> LogState {
        var state = LogState(target: target)
        state.search = search
        state.timeStyle = timeStyle
        state.wraps = wraps
        state.isSplit = isSplit
        state.showsOnlyMatches = showsOnlyMatches
        return state
    }

    /// Takes lines that were written; those of several containers are put in order of time.
    mutating func append(_ more: [LogLine]) {
        guard !more.isEmpty else { return }
        trouble = nil
        let sorted = more.sorted { $0.time < $1.time }
        Self.merge(sorted, into: &lines)
        let shown = sorted.filter(isShown)
        Self.merge(shown, into: &visible)
        // Whoever scrolled back keeps looking at the same lines.
        if scrollBack > 0 { scrollBack += shown.count }
        byteCount += more.reduce(0) { $0 + $1.text.utf8.count }
        drop()
    }

    /// Moves up (negative) or down by lines.
    mutating func scroll(by step: Int) {
        scrollBack = max(0, min(visible.count - 1, scrollBack - step))
    }

    /// Goes to the next line, or with a negative step to the one before, that holds what is searched.
    ///
    /// - Returns: Whether there is one.
    mutating func find(step: Int) -> Bool {
        let wanted = search.text.lowercased()
        guard !wanted.isEmpty, !visible.isEmpty else { return false }
        var index = visible.count - 1 - scrollBack + step
        while visible.indices.contains(index) {
            if visible[index].text.lowercased().contains(wanted) {
                scrollBack = visible.count - 1 - index
                return true
            }
            index += step
        }
        return false
    }

    private func isShown(_ line: LogLine) -> Bool {
        if let puid = target?.puid, !line.text.contains(puid) { return false }
        guard showsOnlyMatches, !search.text.isEmpty else { return true }
        return line.text.lowercased().contains(search.text.lowercased())
    }

    private mutating func filter() {
        visible = lines.filter(isShown)
        scrollBack = max(0, min(visible.count - 1, scrollBack))
    }

    /// Drops the oldest lines, some more than needed, so that it need not be done for each line.
    private mutating func drop() {
        var excess = lines.count - Self.capacity
        if excess <= Self.capacity / 10 { excess = 0 }
        var bytes = byteCount - lines.prefix(excess).reduce(0) { $0 + $1.text.utf8.count }
        while bytes > Self.byteCapacity, excess < lines.count {
            bytes -= lines[excess].text.utf8.count
            excess += 1
        }
        guard excess > 0 else { return }
        let hidden = lines.prefix(excess).count(where: isShown)
        lines.removeFirst(excess)
        visible.removeFirst(min(hidden, visible.count))
        byteCount = bytes
        droppedCount += excess
        scrollBack = max(0, min(scrollBack, visible.count - 1))
    }

    private static func merge(_ sorted: [LogLine], into lines: inout [LogLine]) {
        guard let first = sorted.first else { return }
        var place = lines.count
        while place > 0, lines[place - 1].time > first.time { place -= 1 }
        guard place < lines.count else {
            lines += sorted
            return
        }
        let tail = lines[place...]
        lines.removeSubrange(place...)
        var (left, right) = (tail.startIndex, sorted.startIndex)
        while left < tail.endIndex, right < sorted.endIndex {
            if sorted[right].time < tail[left].time {
                lines.append(sorted[right])
                right += 1
            } else {
                lines.append(tail[left])
                left += 1
            }
        }
        lines += tail[left...]
        lines += sorted[right...]
    }
}

extension LogLine {
    /// When it was written; a line without a time is as new as can be.
    fileprivate var time: Double { at?.secondsSince1970 ?? .infinity }
}
