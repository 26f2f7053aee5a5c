/// The share of traffic of one predictor, as three sources tell it, in percent.
public struct TrafficWeights: Sendable, Codable, Equatable {
    /// What the SeldonDeployment asks for, 0 to 100.
    public var declared: Int
    /// What the VirtualService routes, 0 to 100, or `nil` when there is none yet.
    public var routed: Int?
    /// What the request counters show, 0 to 100, or `nil` when too few requests came to say.
    public var observed: Double?
    /// How many requests `observed` was made from.
    public var sampleCount: Int

    /// The weights of one predictor.
    public init(declared: Int, routed: Int? = nil, observed: Double? = nil, sampleCount: Int = 0) {
        self.declared = declared
        self.routed = routed
        self.observed = observed
        self.sampleCount = sampleCount
    }

    /// Whether what is routed is not what was asked for.
    public var isRoutedOtherwise: Bool { routed.map { $0 != declared } ?? false }

    /// Whether the observed share lies further from the routed one than chance allows.
    ///
    /// Each request is an independent draw, so the share of n of them has the standard deviation
    /// of the binomial distribution, sqrt(p(1-p)/n); four of them are exceeded once in 16,000
    /// looks. One percentage point is always let through: counters of several pods are not read
    /// at the same instant.
    public var isObservedOtherwise: Bool {
        guard let observed, sampleCount > 0 else { return false }
        let expected = Double(routed ?? declared)
        let share = expected / 100
        let deviation = (share * (1 - share) / Double(sampleCount)).squareRoot() * 100
        return (observed - expected).magnitude > max(1, 4 * deviation)
    }
}
