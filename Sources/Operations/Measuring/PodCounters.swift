import Telemetry

/// The newest readings of one orchestrator's counters.
package struct PodCounters: Sendable {
    /// One reading.
    package struct Reading: Sendable {
        package var counters: OrchestratorCounters
        package var takenAt: Moment
    }

    /// How long readings are kept: the window of the figures and one slow interval.
    package static let kept = Duration.seconds(100)

    private(set) var readings: [Reading] = []
    /// Why the last try failed, or `nil` when it did not.
    package var failure: String?
    /// How often readings are taken.
    package var interval: Duration = .seconds(2)

    /// No reading yet.
    package init() {}

    /// How many readings are kept.
    package var readingCount: Int { readings.count }

    /// When the newest reading was taken.
    package var newest: Moment? { readings.last?.takenAt }

    /// The newest reading and the one before it; `nil` while there are fewer than two.
    package var newestPair: (Reading, Reading)? {
        readings.count > 1 ? (readings[readings.count - 2], readings[readings.count - 1]) : nil
    }

    /// Adds a reading and forgets those that no window needs.
    package mutating func append(_ counters: OrchestratorCounters, at moment: Moment) {
        if let last = readings.last, moment <= last.takenAt { readings.removeLast() }
        readings.append(Reading(counters: counters, takenAt: moment))
        // One reading before the window stays, to be its beginning.
        while readings.count > 2,
            moment.elapsed(since: readings[1].takenAt) > PodCounters.kept
        {
            readings.removeFirst()
        }
        failure = nil
    }

    /// What was counted lately, and how long that was.
    ///
    /// `nil` with fewer than two readings in the window. Nothing counts that came before `since`,
    /// such as a change of weights.
    package func increase(
        within window: Duration,
        since: Moment? = nil
    )
        -> (counters: OrchestratorCounters, elapsed: Duration)?
    {
        guard let last = readings.last, readings.count > 1 else { return nil }
        var first = readings.dropLast().first {
            last.takenAt.elapsed(since: $0.takenAt) <= window
                && since.map($0.takenAt.isAfter) ?? true
        }
        // Readings that are further apart than the window still make a figure, over a longer time.
        if first == nil, since == nil { first = readings[readings.count - 2] }
        guard let first else { return nil }
        return (
            last.counters.increase(since: first.counters),
            last.takenAt.elapsed(since: first.takenAt)
        )
    }
}

extension Moment {
    func isAfter(_ other: Moment) -> Bool { self >= other }
}
