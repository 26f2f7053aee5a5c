/// What was measured of one predictor or node, or that nothing was.
///
/// Three things that must not be taken for each other: `missing` (nobody could be asked),
/// `measured` with a rate of zero (nothing was sent), and `measured` long ago (see
/// ``Figures/isStale(at:)``).
public enum FigureReading: Sendable, Codable, Equatable {
    /// Nothing was ever measured; for a reason in a few words, where one is known.
    case missing(reason: String?)
    /// The newest figures there are, which may be old.
    case measured(Figures)

    /// The figures, or `nil` when nothing was ever measured.
    public var figures: Figures? {
        if case .measured(let figures) = self { figures } else { nil }
    }
}

/// Rates, latencies and errors over a window of time.
public struct Figures: Sendable, Codable, Equatable {
    /// Requests a second.
    public var rate: Double
    /// The latency that half of the requests stay under, or `nil` when no request came.
    public var p50: LatencyQuantile?
    /// The latency that 95 % of the requests stay under, or `nil` when no request came.
    public var p95: LatencyQuantile?
    /// The latency that 99 % of the requests stay under, or `nil` when no request came.
    public var p99: LatencyQuantile?
    /// The share of requests that failed, 0 to 1, or `nil` when no request came.
    public var errorRate: Double?
    /// How many requests failed, by HTTP status code.
    public var errorsByCode: [Int: Int]
    /// How many requests came within the window.
    public var sampleCount: Int
    /// The time that rates, quantiles and errors are taken over.
    public var window: Duration
    /// When the newest sample was taken, by the cluster's clock.
    public var measuredAt: Moment
    /// How often a sample is taken.
    public var interval: Duration
    /// From what on they are slow or failing.
    public var thresholds: Thresholds

    /// Figures over a window of time.
    public init(
        rate: Double,
        p50: LatencyQuantile? = nil,
        p95: LatencyQuantile? = nil,
        p99: LatencyQuantile? = nil,
        errorRate: Double? = nil,
        errorsByCode: [Int: Int] = [:],
        sampleCount: Int = 0,
        window: Duration = .seconds(60),
        measuredAt: Moment,
        interval: Duration = .seconds(2),
        thresholds: Thresholds = .standard
    ) {
        self.rate = rate
        self.p50 = p50
        self.p95 = p95
        self.p99 = p99
        self.errorRate = errorRate
        self.errorsByCode = errorsByCode
        self.sampleCount = sampleCount
        self.window = window
        self.measuredAt = measuredAt
        self.interval = interval
        self.thresholds = thresholds
    }

    /// Whether the newest sample is older than three of its intervals.
    public func isStale(at now: Moment) -> Bool {
        now.elapsed(since: measuredAt) > interval * 3
    }
}

/// A quantile of a histogram, which cannot tell what lies beyond its last bucket.
public enum LatencyQuantile: Sendable, Codable, Equatable {
    /// The quantile, as well as the buckets allow.
    case about(Duration)
    /// More than the bound of the last bucket, and nobody knows how much.
    case over(Duration)

    /// The latency, or the bound that it lies over.
    public var bound: Duration {
        switch self {
        case .about(let duration), .over(let duration): duration
        }
    }
}
