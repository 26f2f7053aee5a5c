public import Documents

/// What came of the requests so far.
public struct LoadTally: Sendable, Equatable {
    /// How many requests were due, whether they could be sent or not.
    public private(set) var sent = 0
    /// How many failed, by reason in a few words.
    public private(set) var failures: [String: Int] = [:]
    /// The times of the requests that were answered well, in the order in which they ended.
    private var latencies: [Duration] = []

    /// Nothing yet.
    public init() {}

    /// How many were answered well.
    public var ok: Int { latencies.count }
    /// How many were not.
    public var failed: Int { failures.values.reduce(0, +) }

    /// Counts a request that became due.
    public mutating func send() { sent += 1 }

    /// Takes back a request that was given up by us before it was answered.
    public mutating func giveUp() { sent -= 1 }

    /// Counts a good answer.
    public mutating func succeed(after latency: Duration) { latencies.append(latency) }

    /// Counts a failure.
    public mutating func fail(_ reason: String) { failures[reason, default: 0] += 1 }

    /// The time that a share of the good answers stayed under, or `nil` when there was none.
    ///
    /// - Complexity: O(n log n) in the number of answers.
    public func quantile(_ share: Double) -> Duration? {
        guard !latencies.isEmpty else { return nil }
        let rank = Int((share * Double(latencies.count)).rounded(.up)) - 1
        return latencies.sorted()[max(0, min(rank, latencies.count - 1))]
    }

    /// The tally as a script reads it; times in milliseconds.
    public func json(elapsed: Duration) -> JSON {
        var report: JSON = [
            "seconds": .double((elapsed / .seconds(1) * 1000).rounded() / 1000),
            "failures": .object([:]),
        ]
        for (reason, count) in failures.sorted(by: { $0.key < $1.key }) {
            report["failures"]?[reason] = .int(count)
        }
        report["sent"] = .int(sent)
        report["ok"] = .int(ok)
        report["failed"] = .int(failed)
        for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1)] {
            let milliseconds = quantile(share).map { ($0 / .microseconds(1)).rounded() / 1000 }
            report["\(name)_ms"] = milliseconds.map(JSON.double) ?? .null
        }
        return report
    }

    /// The tally for a person.
    public func sentences(elapsed: Duration) -> String {
        var text = "\(sent) sent in \(elapsed.inWords), \(ok) ok, \(failed) failed\n"
        let quantiles = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1)]
            .compactMap { name, share in quantile(share).map { "\(name) \($0.inWords)" } }
        if !quantiles.isEmpty { text += quantiles.joined(separator: ", ") + "\n" }
        for (reason, count) in failures.sorted(by: { $0.key < $1.key }) {
            text += "\(count) x \(reason)\n"
        }
        return text
    }
}
