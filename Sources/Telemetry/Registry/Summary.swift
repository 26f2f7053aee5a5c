import Synchronization

/// Quantiles of the newest observations, with the count and sum of all.
///
/// The quantiles are exact over the last 1,024 observations that are at most ten minutes old, the
/// time that Prometheus' own clients look back.
public final class Summary: Instrument {
    private struct Observation {
        var value: Double
        var time: ContinuousClock.Instant
    }

    private struct State {
        var newest: [Observation] = []
        var next = 0
        var count = 0
        var sum = 0.0
    }

    private static let capacity = 1024
    private static let horizon = Duration.seconds(600)

    private let quantiles: [Double]
    private let state = Mutex(State())

    /// What it is in an exposition.
    public static let kind = MetricKind.summary

    init(quantiles: [Double]) { self.quantiles = quantiles.sorted() }

    /// Counts one observation.
    ///
    /// - Parameters:
    ///   - value: What was observed; ignored when it is not a number.
    ///   - time: When.
    public func observe(_ value: Double, at time: ContinuousClock.Instant = .now) {
        guard !value.isNaN else { return }
        let observation = Observation(value: value, time: time)
        state.withLock { state in
            state.count += 1
            state.sum += value
            if state.newest.count < Self.capacity {
                state.newest.append(observation)
            } else {
                state.newest[state.next] = observation
                state.next = (state.next + 1) % Self.capacity
            }
        }
    }

    /// Its lines in an exposition.
    public func samples(name: String, labels: LabelSet) -> [Sample] {
        samples(name: name, labels: labels, now: .now)
    }

    func samples(name: String, labels: LabelSet, now: ContinuousClock.Instant) -> [Sample] {
        let (newest, count, sum) = state.withLock { ($0.newest, $0.count, $0.sum) }
        let values = newest.filter { now - $0.time <= Self.horizon }.map(\.value).sorted()
        var samples = quantiles.map { quantile in
            var labels = labels
            labels["quantile"] = ExpositionWriter.number(quantile)
            let rank = Int((quantile * Double(values.count)).rounded(.up)) - 1
            let value = values.isEmpty ? .nan : values[min(max(rank, 0), values.count - 1)]
            return Sample(name: name, labels: labels, value: value)
        }
        samples.append(Sample(name: name + "_sum", labels: labels, value: sum))
        samples.append(Sample(name: name + "_count", labels: labels, value: Double(count)))
        return samples
    }
}
