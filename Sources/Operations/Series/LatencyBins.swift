package import Telemetry

/// The bins into which latencies of every histogram are sorted, so that one picture can show them.
///
/// Bounds follow the series 1, 2, 5. What lies past the last bound of a histogram goes into the bin
/// above that bound: nobody knows how much it took.
public enum LatencyBins {
    /// The upper bound of each bin; the last has none.
    public static let bounds: [Duration?] = [
        .microseconds(500), .milliseconds(1), .milliseconds(2), .milliseconds(5),
        .milliseconds(10), .milliseconds(20), .milliseconds(50), .milliseconds(100),
        .milliseconds(200), .milliseconds(500), .seconds(1), .seconds(2), .seconds(5),
        .seconds(10), .seconds(20), nil,
    ]

    private static let seconds = bounds.map { $0.map { $0 / .seconds(1) } ?? .infinity }

    /// How many bins there are.
    public static let count = bounds.count

    /// The observations of a histogram by bin; within a bucket they are taken as evenly spread.
    package static func counts(of histogram: Histogram) -> [Double] {
        var before = 0.0
        return seconds.map { bound in
            let cumulative = histogram.cumulativeCount(below: bound)
            defer { before = cumulative }
            return max(0, cumulative - before)
        }
    }
}

extension Histogram {
    /// How many observations were at most this, the bucket that it lies in being split evenly.
    fileprivate func cumulativeCount(below value: Double) -> Double {
        guard let index = bounds.firstIndex(where: { $0 >= value }) else { return count }
        let (lower, before) = index == 0 ? (0, 0) : (bounds[index - 1], cumulativeCounts[index - 1])
        let upper = bounds[index]
        // Past the last finite bound nothing is known but that it is more.
        guard upper.isFinite else { return value.isFinite && value <= lower ? before : count }
        guard upper > lower else { return cumulativeCounts[index] }
        return before + (cumulativeCounts[index] - before) * (value - lower) / (upper - lower)
    }

    /// The same distribution of so many times the observations.
    func scaled(by factor: Double) -> Histogram {
        Histogram(
            buckets: zip(bounds, cumulativeCounts).map { (bound: $0, count: $1 * factor) },
            sum: sum * factor
        )
    }
}
