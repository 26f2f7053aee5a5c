/// All that is known of a rollout, as it stands on the deployment that it changes.
///
/// It is written in one write with each change of weights, so that it never says anything else than
/// what was done; any console reads it, and another one can go on from it.
public struct RolloutRecord: Sendable, Hashable, Codable {
    /// Where a rollout stands.
    public enum Phase: String, Sendable, Hashable, Codable {
        /// The canary gets ready; no weight was changed yet.
        case starting
        /// New weights are declared and not routed yet.
        case shifting
        /// The gates are watched.
        case baking
        /// A person must say that it goes on.
        case approving
        /// Main is being made what the canary is, while the canary has the traffic.
        case replacing
        /// The traffic goes back to main.
        case returning
        /// The canary answers its last requests.
        case draining
        /// The canary is being taken away.
        case removing
        /// It was done.
        case promoted
        /// Somebody stopped it.
        case aborted
        /// A gate failed, and the weights were restored.
        case failed

        /// Whether it is over.
        public var isOver: Bool { self == .promoted || self == .aborted || self == .failed }

        /// Whether main is being made what the canary is.
        public var isFinishing: Bool {
            switch self {
            case .replacing, .returning, .draining, .removing: true
            default: false
            }
        }
    }

    /// The console that drives a rollout.
    public struct Driver: Sendable, Hashable, Codable {
        /// Who it is, for people.
        public var name: String
        /// What tells it from every other console.
        public var token: String
        /// When it was last heard of, in seconds since 1970 by the server's clock.
        public var heartbeat: Double

        /// A driver.
        public init(name: String, token: String, heartbeat: Double) {
            self.name = name
            self.token = token
            self.heartbeat = heartbeat
        }
    }

    /// Why a rollout stands still.
    public struct Hold: Sendable, Hashable, Codable {
        /// Who holds it.
        public var by: String
        /// Since when, in seconds since 1970.
        public var since: Double
        /// Why, in one line.
        public var reason: String

        /// A hold.
        public init(by: String, since: Double, reason: String) {
            self.by = by
            self.since = since
            self.reason = reason
        }
    }

    /// Latencies of main, for steps in which it has too few requests of its own.
    public struct Baseline: Sendable, Hashable, Codable {
        /// The latency that 95 of 100 requests stayed under, in seconds.
        public var p95: Double?
        /// The latency that 99 of 100 requests stayed under, in seconds.
        public var p99: Double?
        /// How many requests that was made from.
        public var samples: Int
    }

    /// What tells this rollout from any other.
    public var id: String
    /// How it goes.
    public var plan: RolloutPlan
    /// Where it stands.
    public var phase: Phase
    /// The step that it is at, or goes to first: a place in the plan's steps.
    public var step: Int
    /// When it came to this phase, in seconds since 1970 by the server's clock.
    public var since: Double
    /// When it began.
    public var startedAt: Double
    /// Who began it.
    public var author: String
    /// Who drives it, `nil` when nobody does.
    public var driver: Driver?
    /// Why it stands still, `nil` when it does not.
    public var hold: Hold?
    /// The step that a person let it go on to.
    public var approved: Int?
    /// The weights from before, by predictor.
    public var weightsBefore: [String: Int]
    /// The weights that it last asked for.
    public var weights: [String: Int]
    /// The generation of the deployment that its last write made.
    public var generation: Int
    /// The restarts of the canary's containers when it began.
    public var restartsBefore: Int
    /// The restarts of main's containers when it began.
    public var mainRestartsBefore: Int?
    /// What main was like when it was last measured well.
    public var baseline: Baseline?
    /// The gates as they were last looked at.
    public var gates: [GateReading]
    /// What it waits for, or what came of it, in one line.
    public var message: String
    /// The revision that has what was before.
    public var revision: Int
    /// How long it took to bring the traffic back, in seconds.
    public var restoredAfter: Double?

    /// The share that the canary has at the step, in percent.
    public var share: Int { plan.steps.indices.contains(step) ? plan.steps[step] : 100 }

    /// Whether the step is the last.
    public var isLastStep: Bool { step >= plan.steps.count - 1 }

    /// When it came to this phase.
    public var phaseBegan: Moment { Moment(secondsSince1970: since) }

    /// How long a console may be silent before its rollout counts as unattended, in seconds.
    public static let silence = 15.0
    /// How often a console tells that it is there, in seconds.
    public static let heartbeat = 5.0

    /// Whether a console drives it and was heard of lately.
    public func isAttended(at now: Moment) -> Bool {
        driver.map { now.secondsSince1970 - $0.heartbeat < RolloutRecord.silence } ?? false
    }

    /// Since when nobody attends it, `nil` when somebody does or it is over.
    public func unattendedSince(at now: Moment) -> Moment? {
        guard !phase.isOver, !isAttended(at: now) else { return nil }
        return Moment(secondsSince1970: driver?.heartbeat ?? since)
    }

    /// Comes to another phase.
    mutating func enter(_ next: Phase, at now: Moment, _ message: String) {
        phase = next
        since = now.secondsSince1970
        self.message = message
    }
}
