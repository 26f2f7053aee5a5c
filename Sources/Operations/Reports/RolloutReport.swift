/// A rollout as text: its steps, its gates, who drives it.
public struct RolloutReport: Sendable {
    private let record: RolloutRecord
    private let name: String
    private let now: Moment

    /// The report of a rollout of a deployment.
    public init(_ record: RolloutRecord, of name: String, now: Moment) {
        self.record = record
        self.name = name
        self.now = now
    }

    /// The lines, each with its end.
    public var text: String {
        var lines = [
            "\(name): \(record.plan.sentence)", steps,
            "\(record.phase.rawValue): \(record.message)",
        ]
        if let hold = record.hold {
            let age = now.elapsed(since: Moment(secondsSince1970: hold.since)).asAge
            lines.append("paused by \(hold.by) \(age) ago: \(hold.reason)")
        }
        lines.append(attendance)
        lines += record.gates.map { "  \($0.verdict.sign) \($0.sentence)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The steps as a row, with a mark at the one that it is at.
    public var steps: String {
        record.plan.steps.enumerated().map { place, share in
            let isDone =
                place < record.step || record.phase == .promoted || record.phase.isFinishing
            let isHere = place == record.step && !record.phase.isOver && !record.phase.isFinishing
            return isHere ? "[\(share) %]" : isDone ? "✔ \(share) %" : "\(share) %"
        }.joined(separator: " → ") + (record.plan.finishes ? " → finish" : "")
    }

    /// Who attends it, in one line.
    public var attendance: String {
        let began = now.elapsed(since: Moment(secondsSince1970: record.startedAt)).asAge
        var words = "begun \(began) ago by \(record.author)"
        if record.phase.isOver { return words }
        if let since = record.unattendedSince(at: now) {
            words +=
                ", unattended for \(now.elapsed(since: since).asAge)"
                + " (radiant takeover \(name))"
        } else if let driver = record.driver {
            words += ", driven by \(driver.name)"
        }
        return words
    }
}

/// The changes of a deployment as a table, newest first.
public struct HistoryReport: Sendable {
    private let history: RevisionHistory
    private let now: Moment

    /// The report of a history.
    public init(_ history: RevisionHistory, now: Moment) {
        self.history = history
        self.now = now
    }

    /// The table.
    public var text: String {
        var table = TextTable(["REVISION", "AGE", "BY", "VERB", "CHANGE"])
        for revision in history.revisions.reversed() {
            let age = now.elapsed(since: revision.at).asAge
            table.add([
                "\(revision.number)", age, revision.by, revision.verb.rawValue, revision.summary,
            ])
        }
        return table.text
    }
}
