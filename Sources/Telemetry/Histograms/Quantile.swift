/// The value that a share of observations stays under, as far as a histogram can tell.
public enum Quantile: Sendable, Hashable {
    /// About this much, interpolated within a bucket.
    case about(Double)
    /// More than the last finite bound, and nobody knows how much.
    case over(Double)

    /// The value, or the bound that it lies over.
    public var bound: Double {
        switch self {
        case .about(let value), .over(let value): value
        }
    }
}

extension Histogram {
    /// The value that `share` (0 to 1) of the observations stays under; `nil` when there are none.
    ///
    /// Computed as `histogram_quantile` of PromQL does: evenly spread within a bucket, the first
    /// bucket beginning at zero unless its bound is not above zero. Where PromQL answers with the
    /// last finite bound for what lies beyond it, this says so.
    public func quantile(_ share: Double) -> Quantile? {
        guard count > 0, share >= 0, share <= 1 else { return nil }
        let rank = share * count
        guard let index = cumulativeCounts.firstIndex(where: { $0 >= rank }) else { return nil }
        let upper = bounds[index]
        guard upper.isFinite else { return .over(lastFiniteBound ?? 0) }
        if index == 0, upper <= 0 { return .about(upper) }
        let lower = index == 0 ? 0 : bounds[index - 1]
        let before = index == 0 ? 0 : cumulativeCounts[index - 1]
        let inBucket = cumulativeCounts[index] - before
        guard inBucket > 0 else { return .about(upper) }
        return .about(lower + (upper - lower) * (rank - before) / inBucket)
    }

    /// The share of observations (0 to 1) above a bound, the bucket of the bound being split evenly.
    ///
    /// `nil` when there are no observations.
    public func share(above bound: Double) -> Double? {
        guard count > 0 else { return nil }
        guard let index = bounds.firstIndex(where: { $0 >= bound }) else { return 0 }
        let upper = bounds[index]
        let before = index == 0 ? 0 : cumulativeCounts[index - 1]
        if upper == bound { return 1 - cumulativeCounts[index] / count }
        guard upper.isFinite else { return 1 - before / count }
        let lower = index == 0 ? min(0, bound) : bounds[index - 1]
        let within = (cumulativeCounts[index] - before) * (bound - lower) / (upper - lower)
        return 1 - (before + within) / count
    }
}
