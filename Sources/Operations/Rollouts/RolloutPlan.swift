/// How a rollout goes: from where to where, in which steps, and what must hold at each.
public struct RolloutPlan: Sendable, Hashable, Codable {
    /// The steps where none are given, in percent of the traffic.
    public static let usualSteps = [10, 25, 50, 100]

    /// What a predictor must keep to; a limit that is `nil` is not looked at.
    public struct Limits: Sendable, Hashable, Codable {
        /// The largest share of failed requests, 0 to 1; more is let through where main fails as often.
        public var errorRate: Double?
        /// The longest latency that 99 of 100 requests stay under, in seconds.
        public var p99: Double?
        /// How much longer the p95 may be than main's, as a share of that: 0.2 is 20 % more.
        public var p95Increase: Double?
        /// How much longer the p99 may be than main's, as a share of that.
        public var p99Increase: Double?
        /// How many requests a verdict takes at least.
        public var minRequests: Int
        /// How often containers may be restarted.
        public var restarts: Int

        /// Limits.
        public init(
            errorRate: Double? = 0.01,
            p99: Double? = nil,
            p95Increase: Double? = 0.5,
            p99Increase: Double? = nil,
            minRequests: Int = 10,
            restarts: Int = 0
        ) {
            self.errorRate = errorRate
            self.p99 = p99
            self.p95Increase = p95Increase
            self.p99Increase = p99Increase
            self.minRequests = minRequests
            self.restarts = restarts
        }
    }

    /// The predictor that had the traffic.
    public var main: String
    /// The predictor that gets it.
    public var canary: String
    /// The shares of the canary, in percent, ascending.
    public var steps: [Int]
    /// How long each step is looked at, in seconds.
    public var interval: Double
    /// How long to wait beyond that for what a verdict takes, in seconds.
    public var patience: Double
    /// What must hold at each step.
    public var limits: Limits
    /// Whether a person must say so before the next step.
    public var needsApproval: Bool
    /// Whether main becomes what the canary is, and the canary goes, at the end.
    public var finishes: Bool

    /// A plan.
    public init(
        main: String,
        canary: String,
        steps: [Int] = RolloutPlan.usualSteps,
        interval: Duration = .seconds(30),
        patience: Duration? = nil,
        limits: Limits = Limits(),
        needsApproval: Bool = false,
        finishes: Bool = false
    ) {
        self.main = main
        self.canary = canary
        self.steps = steps
        self.interval = interval / .seconds(1)
        self.patience = patience.map { $0 / .seconds(1) } ?? max(120, self.interval * 10)
        self.limits = limits
        self.needsApproval = needsApproval
        self.finishes = finishes
    }

    /// The steps that lie above a weight that the canary has already.
    public func steps(above weight: Int) -> [Int] { steps.filter { $0 > weight } }

    /// Why the plan makes no sense, or `nil` when it does.
    public var objection: String? {
        if steps.isEmpty { return "a rollout takes at least one step" }
        if steps.contains(where: { !(1...100).contains($0) }) {
            return "a step is a share of the traffic from 1 to 100"
        }
        if zip(steps, steps.dropFirst()).contains(where: { $0 >= $1 }) {
            return "each step must be more than the one before"
        }
        if interval <= 0 || interval > 86_400 { return "a step takes more than 0 s, at most a day" }
        if finishes, steps.last != 100 { return "only a rollout to 100 % can finish" }
        return nil
    }

    /// The plan in one line, such as `canary 20 → 50 → 100, 10 s a step`.
    public var sentence: String {
        let shares = steps.map { "\($0)" }.joined(separator: " → ")
        let end = finishes ? ", then \(main) becomes what \(canary) is and \(canary) goes" : ""
        return "\(canary) to \(shares) %, \(Duration.seconds(interval).inWords) a step\(end)"
    }
}
