import Operations

/// What the user was told.
struct NoticeLog: Sendable, Equatable {
    /// A notice with its time.
    struct Entry: Sendable, Equatable {
        let notice: Notice
        let at: Moment
    }

    /// How many notices are kept.
    private static let capacity = 500
    /// How long a notice stays on the screen; what went wrong stays until something else is said.
    private static let shown = Duration.seconds(10)

    /// Every notice that is kept, oldest first.
    private(set) var entries: [Entry] = []

    /// Tells the user something.
    mutating func tell(_ notice: Notice, at now: Moment) {
        entries.append(Entry(notice: notice, at: now))
        if entries.count > Self.capacity { entries.removeFirst() }
    }

    /// The notice that is on the screen.
    func current(at now: Moment) -> Notice? {
        guard let last = entries.last else { return nil }
        let isOver = last.notice.level != .trouble && now.elapsed(since: last.at) > Self.shown
        return isOver ? nil : last.notice
    }
}
