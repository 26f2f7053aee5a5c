/// Counts of observations by upper bounds, as Prometheus keeps them.
public struct Histogram: Sendable, Hashable {
    /// The upper bounds, ascending; the last is infinite.
    public private(set) var bounds: [Double]
    /// For each bound, how many observations were at most that; never falling.
    public private(set) var cumulativeCounts: [Double]
    /// The sum of all observations.
    public private(set) var sum: Double

    /// Makes a histogram; bounds are sorted, an infinite one is added where missing.
    ///
    /// - Parameters:
    ///   - buckets: The cumulative count of each upper bound.
    ///   - sum: The sum of all observations.
    public init(buckets: [(bound: Double, count: Double)], sum: Double = 0) {
        var builder = HistogramBuilder()
        for bucket in buckets { builder.add(bucket.count, upTo: bucket.bound) }
        builder.sum = sum
        self = builder.histogram
    }

    init(bounds: [Double], cumulativeCounts: [Double], sum: Double) {
        self.bounds = bounds
        self.cumulativeCounts = cumulativeCounts
        self.sum = sum
    }

    /// How many observations there are.
    public var count: Double { cumulativeCounts.last ?? 0 }

    /// The mean of all observations, `nil` when there are none.
    public var mean: Double? { count > 0 ? sum / count : nil }

    /// The largest finite bound, past which nothing can be told apart; `nil` when there is none.
    public var lastFiniteBound: Double? { bounds.last { $0.isFinite } }

    /// How many observations were at most `bound`; `nil` when that is no bound of the histogram.
    public func count(upTo bound: Double) -> Double? {
        bounds.firstIndex(of: bound).map { cumulativeCounts[$0] }
    }

    /// Both histograms taken together, by the bounds that both have.
    public func adding(_ other: Histogram) -> Histogram {
        combined(with: other, +, sum: sum + other.sum)
    }

    /// What was observed since an earlier reading of the same series.
    ///
    /// When any count is lower than before, the source began again from zero in between: then all
    /// that it has now is taken as new, as `increase` of PromQL does.
    public func difference(since earlier: Histogram) -> Histogram {
        let difference = combined(with: earlier, -, sum: sum - earlier.sum)
        let wasReset = difference.cumulativeCounts.contains { $0 < 0 }
        return wasReset ? self : difference
    }

    private func combined(
        with other: Histogram,
        _ combine: (Double, Double) -> Double,
        sum: Double
    ) -> Histogram {
        if bounds == other.bounds {
            let counts = zip(cumulativeCounts, other.cumulativeCounts).map(combine)
            return Histogram(bounds: bounds, cumulativeCounts: counts, sum: sum)
        }
        // Cumulative counts stay true when bounds are left out, so the common ones are enough.
        let common = bounds.filter { other.bounds.contains($0) }
        let counts = common.map { combine(count(upTo: $0) ?? 0, other.count(upTo: $0) ?? 0) }
        return Histogram(bounds: common, cumulativeCounts: counts, sum: sum)
    }
}

/// Gathers the buckets of one histogram in any order.
struct HistogramBuilder {
    var sum = 0.0
    private var counts: [Double: Double] = [:]

    mutating func add(_ count: Double, upTo bound: Double) {
        guard !bound.isNaN, count.isFinite else { return }
        counts[bound] = count
    }

    var histogram: Histogram {
        var bounds = counts.keys.sorted()
        if bounds.last != .infinity { bounds.append(.infinity) }
        // Buckets that were read while the source counted may fall by one: PromQL mends that too.
        var highest = 0.0
        let cumulative = bounds.map { bound -> Double in
            highest = max(highest, counts[bound] ?? highest)
            return highest
        }
        return Histogram(bounds: bounds, cumulativeCounts: cumulative, sum: sum)
    }
}
