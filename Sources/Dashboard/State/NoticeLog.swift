import Operations

/// What the user was told.
struct NoticeLog: Sendable, Equatable {
    /// A notice with its time.
    struct Entry: Sendable, Equatable {
        let notice: Notice
        let at: Moment
        /// Whether the cluster told it by itself, and it answers nothing that the user did.
        var isOfCluster = false
    }

    /// How many notices are kept.
    private static let capacity = 500
    /// How long a notice stays on the screen; what went wrong stays until something else is said.
    private static let shown = Duration.seconds(10)
    /// How long an answer to the user stays whatever the cluster tells meanwhile, trouble aside.
    private static let answerShown = Duration.seconds(3)

    /// Every notice that is kept, oldest first.
    private(set) var entries: [Entry] = []

    /// Tells the user something.
    mutating func tell(_ notice: Notice, at now: Moment, isOfCluster: Bool = false) {
        entries.append(Entry(notice: notice, at: now, isOfCluster: isOfCluster))
        if entries.count > Self.capacity { entries.removeFirst() }
    }

    /// The notice that is on the screen.
    func current(at now: Moment) -> Notice? {
        guard let last = entries.last else { return nil }
        if last.isOfCluster, last.notice.level != .trouble,
            let answer = entries.last(where: { !$0.isOfCluster }),
            now.elapsed(since: answer.at) <= Self.answerShown
        {
            return answer.notice
        }
        let isOver = last.notice.level != .trouble && now.elapsed(since: last.at) > Self.shown
        return isOver ? nil : last.notice
    }
}
