import Telemetry

/// Makes a history of one place out of what its orchestrators count from reading to reading.
struct HistoryRecorder: Sendable {
    /// Readings of several pods come in at different times: a step is open to them for so long.
    private static let openSteps: Int32 = 4

    private(set) var history = MeasuredHistory()
    private var open: [Int32: Histogram] = [:]
    private var begin: Moment?
    private var newest: Moment?

    /// Takes in what one orchestrator counted between two readings, by status code.
    mutating func add(
        _ codes: [String: Histogram],
        unanswered: [Int: Int] = [:],
        from first: Moment,
        to last: Moment
    ) {
        begin = begin ?? first
        newest = max(newest ?? last, last)
        let length = last.elapsed(since: first) / .seconds(1)
        guard length > 0 else { return }
        let lost = unanswered.values.reduce(0, +)
        let failed = codes.reduce(Double(lost)) { failed, entry in
            (200...299).contains(Figures.status(entry.key)) ? failed : failed + entry.value.count
        }
        let all = codes.values.reduce(Optional<Histogram>.none) { sum, histogram in
            sum.map { $0.adding(histogram) } ?? histogram
        }
        for index in MeasuredHistory.index(of: first)...MeasuredHistory.index(of: last) {
            let start = Double(index) * MeasuredHistory.step
            let share =
                (min(last.secondsSince1970, start + MeasuredHistory.step)
                    - max(first.secondsSince1970, start)) / length
            guard share > 0 else { continue }
            add(all, lost: Double(lost), failed: failed, share: share, to: index)
        }
        close()
    }

    private mutating func add(
        _ histogram: Histogram?,
        lost: Double,
        failed: Double,
        share: Double,
        to index: Int32
    ) {
        let place = place(of: index)
        var step = history.steps[place]
        step.count += Float(((histogram?.count ?? 0) + lost) * share)
        step.failed += Float(failed * share)
        if let histogram, histogram.count > 0 {
            let part = share < 1 ? histogram.scaled(by: share) : histogram
            let sum = open[index].map { $0.adding(part) } ?? part
            open[index] = sum
            step.setLatencies(
                [0.5, 0.95, 0.99].map { sum.quantile($0).map(LatencyQuantile.init) },
                counts: LatencyBins.counts(of: sum)
            )
        }
        history.steps[place] = step
    }

    /// The place of a step, made where it is missing; readings may come late, but not by much.
    private mutating func place(of index: Int32) -> Int {
        let next = history.steps.lastIndex { $0.index <= index }
        if let next, history.steps[next].index == index { return next }
        let place = next.map { $0 + 1 } ?? 0
        history.steps.insert(MeasuredStep(index: index), at: place)
        return place
    }

    /// Says how much of the newest steps was measured, and forgets what is no longer needed.
    private mutating func close() {
        guard let begin, let newest, let last = history.steps.last?.index else { return }
        for place in history.steps.indices.suffix(Int(Self.openSteps)) {
            let start = Double(history.steps[place].index) * MeasuredHistory.step
            let end = min(newest.secondsSince1970, start + MeasuredHistory.step)
            let seconds = end - max(begin.secondsSince1970, start)
            history.steps[place].seconds = Float(max(0, seconds))
        }
        open = open.filter { $0.key > last - Self.openSteps }
        let first = last - Int32(MeasuredHistory.kept)
        if history.steps.first.map({ $0.index < first }) ?? false {
            history.steps.removeAll { $0.index < first }
        }
    }
}
