/// What was measured in one step of time: how many requests came, how long they took, how many failed.
///
/// Kept small, since there are ninety of them for every node of every graph.
public struct MeasuredStep: Sendable, Equatable {
    /// Which step it is: the seconds since 1970 of its beginning, divided by its length.
    public private(set) var index: Int32
    /// How many seconds of it were measured.
    public internal(set) var seconds: Float = 0
    /// How many requests came.
    public internal(set) var count: Float = 0
    /// How many of them failed.
    public internal(set) var failed: Float = 0
    /// The quantiles in seconds: zero where no request came, negative for more than this.
    private var quantiles = SIMD4<Float>()
    /// The requests by bin of latency.
    private var bins = SIMD16<Float>()

    /// A step in which so many requests came, by default none.
    public init(index: Int32, seconds: Double = 0, count: Double = 0, failed: Double = 0) {
        self.index = index
        self.seconds = Float(seconds)
        self.count = Float(count)
        self.failed = Float(failed)
    }

    /// Requests a second.
    public var rate: Double { seconds > 0 ? Double(count / seconds) : 0 }

    /// The share of requests that failed, 0 to 1, or `nil` when none came.
    public var errorRate: Double? { count > 0 ? Double(failed / count) : nil }

    /// The latency that half of the requests stayed under, or `nil` when none came.
    public var p50: LatencyQuantile? { quantile(0) }
    /// The latency that 95 % of the requests stayed under, or `nil` when none came.
    public var p95: LatencyQuantile? { quantile(1) }
    /// The latency that 99 % of the requests stayed under, or `nil` when none came.
    public var p99: LatencyQuantile? { quantile(2) }

    /// How many requests fell into each of ``LatencyBins``.
    public var counts: [Double] { (0..<LatencyBins.count).map { Double(bins[$0]) } }

    private func quantile(_ place: Int) -> LatencyQuantile? {
        let value = quantiles[place]
        if value == 0 { return nil }
        return value < 0 ? .over(.seconds(Double(-value))) : .about(.seconds(Double(value)))
    }

    /// Sets the quantiles and the bins; the quantiles are p50, p95 and p99.
    public mutating func setLatencies(_ latencies: [LatencyQuantile?], counts: [Double]) {
        for (place, latency) in latencies.prefix(3).enumerated() {
            quantiles[place] =
                switch latency {
                case nil: 0
                // A latency that rounds to nothing is still one.
                case .about(let duration): max(Float(duration / .seconds(1)), .leastNormalMagnitude)
                case .over(let bound): -Float(bound / .seconds(1))
                }
        }
        for (place, count) in counts.prefix(LatencyBins.count).enumerated() {
            bins[place] = Float(count)
        }
    }
}

extension MeasuredStep: Codable {
    /// Reads a step that was written by ``encode(to:)``.
    public init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        self.init(index: try values.decode(Int32.self))
        seconds = try values.decode(Float.self)
        count = try values.decode(Float.self)
        failed = try values.decode(Float.self)
        for place in 0..<3 where !values.isAtEnd {
            quantiles[place] = try values.decode(Float.self)
        }
        for place in 0..<LatencyBins.count where !values.isAtEnd {
            bins[place] = try values.decode(Float.self)
        }
    }

    /// Writes the step as a list of numbers to four digits, without the zeros at its end.
    ///
    /// The index, the seconds, how many came and how many failed; then p50, p95 and p99 in seconds,
    /// negative for more than that; then the requests by bin.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(index)
        var values = [seconds, count, failed] + (0..<3).map { quantiles[$0] }
        values += (0..<LatencyBins.count).map { bins[$0] }
        while values.count > 3, values.last == 0 { values.removeLast() }
        for value in values { try container.encode(value.toFourDigits) }
    }
}

extension Float {
    /// The number with four digits that say something, as a number that is written with as many.
    fileprivate var toFourDigits: Double {
        guard isFinite, self != 0 else { return 0 }
        var (scale, size) = (1.0, Double(magnitude))
        while size < 1000, scale < 1e12 {
            scale *= 10
            size *= 10
        }
        return (Double(self) * scale).rounded() / scale
    }
}
