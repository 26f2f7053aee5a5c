/// Requests at a constant rate, sent when they are due and not when the last one came back.
public struct LoadPlan: Sendable, Equatable {
    /// Requests a second, above 0.
    public var rate: Double
    /// How long requests are sent.
    public var duration: Duration
    /// The longest time that one request may take.
    public var timeout: Duration
    /// How many requests may be under way at once; one that is due beyond is counted as failed.
    public var inFlightLimit: Int

    /// A plan.
    ///
    /// - Throws: `OperationsError.badValue` when the rate or a duration is not above 0.
    public init(
        rate: Double,
        duration: Duration,
        timeout: Duration = .seconds(30),
        inFlightLimit: Int = 256
    ) throws(OperationsError) {
        guard rate > 0, rate <= 100_000 else {
            throw .badValue("a rate of \(rate)", expected: "requests a second, above 0")
        }
        guard duration > .zero, timeout > .zero, inFlightLimit > 0 else {
            throw .badValue("a duration of \(duration.inWords)", expected: "a time above 0")
        }
        self.rate = rate
        self.duration = duration
        self.timeout = timeout
        self.inFlightLimit = inFlightLimit
    }

    /// How many requests are sent in all.
    public var count: Int { max(1, Int((duration / .seconds(1) * rate).rounded(.down))) }

    /// When a request is due, counted from the start.
    public func due(_ index: Int) -> Duration { .seconds(Double(index) / rate) }
}
