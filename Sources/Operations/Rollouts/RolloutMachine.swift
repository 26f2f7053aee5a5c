/// What a rollout does next, from what it is and what is seen; it neither acts nor asks for the time.
struct RolloutMachine: Sendable {
    /// What must be done outside.
    enum Action: Sendable, Equatable {
        /// Nothing but to write the record down where it has changed.
        case none
        /// The weights of the record's step must be written.
        case shift
        /// Main must be made what the canary is.
        case replaceMain
        /// All traffic must go back to main.
        case returnTraffic
        /// The canary must be taken away.
        case removeCanary
        /// The weights from before must be written, for a reason.
        case restore(reason: String)
    }

    /// How long the canary must have been without a request before it goes, in seconds.
    static let quiet = 2.0
    /// How long that is waited for at most: a client may hold on to a connection, in seconds.
    static let longestDrain = 30.0

    /// The rollout.
    private(set) var record: RolloutRecord

    init(_ record: RolloutRecord) { self.record = record }

    /// Takes in what is seen, and says what must be done.
    mutating func decide(_ seen: RolloutObservation, at now: Moment) -> Action {
        guard !record.phase.isOver, record.hold == nil else { return .none }
        if seen.generation != record.generation {
            hold(seen, at: now)
            return .none
        }
        switch record.phase {
        case .starting: return start(seen, now)
        case .shifting: return awaitRoute(seen, now)
        case .baking, .approving: return watch(seen, now)
        case .replacing: return awaitMain(seen, now)
        case .returning: return awaitReturn(seen, now)
        case .draining: return drain(seen, now)
        case .removing: return awaitRemoval(seen, now)
        case .promoted, .aborted, .failed: return .none
        }
    }

    private func elapsed(_ now: Moment) -> Double {
        now.elapsed(since: record.phaseBegan) / .seconds(1)
    }

    private var plan: RolloutPlan { record.plan }

    // MARK: Somebody else

    /// Stands still when somebody else has changed the deployment: which of the two is right, a
    /// person must say.
    private mutating func hold(_ seen: RolloutObservation, at now: Moment) {
        let who = seen.editor.map { " with \($0)" } ?? ""
        let weights = seen.weights.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        record.hold = RolloutRecord.Hold(
            by: "the rollout itself",
            since: now.secondsSince1970,
            reason: "somebody changed the deployment\(who): it has \(weights) now"
        )
        record.message = "paused: \(record.hold?.reason ?? "")"
    }

    // MARK: Steps

    private mutating func start(_ seen: RolloutObservation, _ now: Moment) -> Action {
        guard let canary = seen.canary else {
            return .restore(reason: "\(plan.canary) is gone")
        }
        let keeper = GateKeeper(record: record, seen: seen, now: now)
        record.gates = Array(keeper.readings.prefix(2))
        if let failed = record.gates.last, failed.verdict == .failed {
            return .restore(reason: failed.sentence)
        }
        guard canary.isReady else {
            record.message =
                "\(plan.canary) is not ready: \(canary.why ?? "pods are being started")"
            return elapsed(now) > plan.patience
                ? .restore(reason: record.message) : .none
        }
        record.baseline = keeper.baseline
        let compares = plan.limits.p95Increase != nil || plan.limits.p99Increase != nil
        let isMainMeasured = record.baseline != nil || (seen.weights[plan.main] ?? 0) == 0
        if compares, !isMainMeasured, elapsed(now) < plan.interval {
            record.message = "measuring \(plan.main), to compare with"
            return .none
        }
        return .shift
    }

    private mutating func awaitRoute(_ seen: RolloutObservation, _ now: Moment) -> Action {
        let keeper = GateKeeper(record: record, seen: seen, now: now)
        record.gates = Array(keeper.readings.prefix(2))
        if let failed = record.gates.first(where: { $0.verdict == .failed }) {
            return .restore(reason: failed.sentence)
        }
        guard seen.isRouted(record.weights) else {
            let why = seen.canary?.why ?? seen.main?.why
            record.message =
                "\(plan.canary) has \(record.share) %, declared and not routed yet"
                + (why.map { ": \($0)" } ?? "")
            return elapsed(now) > plan.patience ? .restore(reason: record.message) : .none
        }
        record.enter(.baking, at: now, "\(plan.canary) has \(record.share) %, routed")
        return .none
    }

    private mutating func watch(_ seen: RolloutObservation, _ now: Moment) -> Action {
        let keeper = GateKeeper(record: record, seen: seen, now: now)
        record.gates = keeper.readings.map { isEarly($0, now) ? $0.soFar : $0 }
        record.baseline = keeper.baseline
        if let failed = record.gates.first(where: { $0.verdict == .failed }) {
            return .restore(reason: failed.sentence)
        }
        if record.phase == .approving {
            return (record.approved ?? 0) > record.step ? goOn(now) : .none
        }
        let elapsed = elapsed(now)
        guard elapsed >= plan.interval else {
            let rest = Duration.seconds(plan.interval - elapsed).inWords
            record.message = "\(plan.canary) has \(record.share) %, \(rest) to go"
            return .none
        }
        if let open = record.gates.first(where: { $0.verdict != .passed }) {
            record.message =
                "\(plan.canary) has \(record.share) %, no verdict yet: \(open.sentence)"
            return elapsed > plan.interval + plan.patience
                ? .restore(reason: "no verdict in time: \(open.sentence)") : .none
        }
        if plan.needsApproval, !record.isLastStep || plan.finishes,
            (record.approved ?? 0) <= record.step
        {
            let next = record.isLastStep ? "finish" : "go on to \(plan.steps[record.step + 1]) %"
            record.enter(.approving, at: now, "waits for approval to \(next)")
            return .none
        }
        return goOn(now)
    }

    /// Whether a latency is above its limit before the step is over: a moment's trouble of the machine
    /// is none of the canary's, unless it is twice what is allowed.
    private func isEarly(_ reading: GateReading, _ now: Moment) -> Bool {
        guard reading.verdict == .failed, [.p95, .p99].contains(reading.gate),
            record.phase == .baking, elapsed(now) < plan.interval,
            let value = reading.value, let limit = reading.limit
        else { return false }
        return value <= limit * 2
    }

    private mutating func goOn(_ now: Moment) -> Action {
        guard record.isLastStep else {
            record.step += 1
            return .shift
        }
        if plan.finishes { return .replaceMain }
        record.enter(.promoted, at: now, "\(plan.canary) has \(record.share) %")
        return .none
    }

    // MARK: Finishing

    private mutating func awaitMain(_ seen: RolloutObservation, _ now: Moment) -> Action {
        if seen.isMainCurrent, let main = seen.main, main.isReady { return .returnTraffic }
        record.message =
            "\(plan.main) becomes what \(plan.canary) is"
            + (seen.main?.why.map { ": \($0)" } ?? "")
        return .none
    }

    private mutating func awaitReturn(_ seen: RolloutObservation, _ now: Moment) -> Action {
        if seen.isRouted(record.weights) {
            record.enter(.draining, at: now, "\(plan.canary) answers its last requests")
        }
        return .none
    }

    private mutating func drain(_ seen: RolloutObservation, _ now: Moment) -> Action {
        let elapsed = elapsed(now)
        let isQuiet = elapsed >= RolloutMachine.quiet && seen.canaryIdle >= RolloutMachine.quiet
        return isQuiet || elapsed > RolloutMachine.longestDrain ? .removeCanary : .none
    }

    private mutating func awaitRemoval(_ seen: RolloutObservation, _ now: Moment) -> Action {
        guard seen.isRouted(record.weights) else { return .none }
        record.enter(
            .promoted,
            at: now,
            "\(plan.main) is what \(plan.canary) was, with all traffic"
        )
        return .none
    }
}

extension GateReading {
    /// The reading as one that may still change.
    fileprivate var soFar: GateReading {
        var reading = self
        reading.verdict = .waiting
        reading.note = "above the limit so far"
        return reading
    }
}
