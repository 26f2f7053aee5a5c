/// One predictor against another, with a verdict on each figure that chance alone does not explain.
public struct PredictorComparison: Sendable, Equatable {
    /// What is compared.
    public enum Subject: Sendable, Hashable, CaseIterable {
        /// The median latency.
        case p50
        /// The latency that 95 % of the requests stay under.
        case p95
        /// The latency that 99 % of the requests stay under.
        case p99
        /// The share of failed requests.
        case errors
    }

    /// What a difference means.
    public enum Verdict: Sendable, Hashable {
        /// The other one is better, by more than chance explains.
        case better
        /// The other one is worse, by more than chance explains.
        case worse
        /// No difference that matters or that chance does not explain.
        case same
        /// Fewer requests came than are needed to say.
        case tooFew(requests: Int, needed: Int)
    }

    /// The figures that the other one is held against.
    public let base: Figures
    /// The figures that are judged.
    public let other: Figures

    /// A comparison of what was measured over the same time.
    public init(of other: Figures, with base: Figures) {
        self.other = other
        self.base = base
    }

    /// A latency in seconds that is less than a tenth off is the same to whoever waits for it.
    private static let leastChange = 0.1
    /// How many standard errors a difference must exceed: three are passed by chance once in 370.
    private static let deviations = 3.0
    /// With fewer requests than this nothing is said about errors.
    private static let leastForErrors = 30

    /// What the difference of one figure means.
    public func verdict(on subject: Subject) -> Verdict {
        switch subject {
        case .p50: latency(\.p50, share: 0.5)
        case .p95: latency(\.p95, share: 0.95)
        case .p99: latency(\.p99, share: 0.99)
        case .errors: errors
        }
    }

    /// What all figures together mean: worse when any is, better when some are and none is worse.
    public var verdict: Verdict {
        let all = Subject.allCases.map(verdict)
        if all.contains(.worse) { return .worse }
        if all.contains(.better) { return .better }
        if all.contains(.same) { return .same }
        return all.first ?? .same
    }

    private var requests: Int { min(base.sampleCount, other.sampleCount) }

    private func latency(_ path: KeyPath<Figures, LatencyQuantile?>, share: Double) -> Verdict {
        // Five requests must lie above a quantile for it to be one.
        let needed = Int((5 / (1 - share)).rounded())
        guard requests >= needed, let before = base[keyPath: path], let now = other[keyPath: path]
        else { return .tooFew(requests: requests, needed: needed) }
        let (old, new) = (before.bound / .seconds(1), now.bound / .seconds(1))
        if case .over = before, case .over = now { return .same }
        guard old > 0 else { return .same }
        let change = new / old - 1
        let tolerance = max(Self.leastChange, Self.deviations * standardError(share))
        guard change.magnitude > tolerance else { return .same }
        return change > 0 ? .worse : .better
    }

    /// The relative standard error of the ratio of two quantiles.
    ///
    /// That of one is sqrt(q(1-q)/n) over the density there times the quantile; latencies have about
    /// the tail of an exponential distribution, where it comes to sqrt(q/(n(1-q)))/ln(1/(1-q)).
    private func standardError(_ share: Double) -> Double {
        let spread = share / (1 - share)
        let depth = Self.logarithm(1 / (1 - share))
        let variance = spread / Double(base.sampleCount) + spread / Double(other.sampleCount)
        return variance.squareRoot() / depth
    }

    /// ln x for the three values that are asked for.
    private static func logarithm(_ value: Double) -> Double {
        switch value {
        case ..<3: 0.693147
        case ..<50: 2.995732
        default: 4.605170
        }
    }

    /// The test of two proportions with their pooled variance.
    private var errors: Verdict {
        guard requests >= Self.leastForErrors, let before = base.errorRate,
            let now = other.errorRate
        else { return .tooFew(requests: requests, needed: Self.leastForErrors) }
        let (first, second) = (Double(base.sampleCount), Double(other.sampleCount))
        let pooled = (before * first + now * second) / (first + second)
        let deviation = (pooled * (1 - pooled) * (1 / first + 1 / second)).squareRoot()
        guard (now - before).magnitude > max(Self.deviations * deviation, 0.001) else {
            return .same
        }
        return now > before ? .worse : .better
    }
}

extension DeploymentSnapshot {
    /// The predictor that others are held against: of those that clients are sent to the one with the
    /// largest share, and of equal ones the first.
    public var basePredictor: PredictorSnapshot? {
        let shared = predictors.filter { !$0.isShadow }
        return shared.reduce(shared.first) { best, predictor in
            predictor.weights.declared > (best?.weights.declared ?? 0) ? predictor : best
        }
    }
}
