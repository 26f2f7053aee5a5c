import Telemetry

/// What the orchestrators of each predictor counted since a step of a rollout began.
///
/// Counters only grow; what counts is how much they grew since the step began. A pod that was made
/// later counted nothing before it.
struct StepMeter: Sendable {
    private struct Source: Sendable {
        var predictor: String
        var base: OrchestratorCounters
        var newest: OrchestratorCounters
        var readAt: Moment
    }

    private var sources: [String: Source] = [:]
    private var failures: [String: String] = [:]
    private var hasBegun = false

    /// What was counted of one predictor.
    struct Reading: Sendable {
        /// What its orchestrators counted since the step began.
        var counters: OrchestratorCounters
        /// When the oldest of their newest readings was taken.
        var readAt: Moment
    }

    /// Begins to count anew from what was read last.
    mutating func begin() {
        hasBegun = true
        for uid in sources.keys {
            if let newest = sources[uid]?.newest { sources[uid]?.base = newest }
        }
    }

    /// Takes what an orchestrator counted since it began.
    ///
    /// - Parameters:
    ///   - counters: Its counters.
    ///   - pod: Where they are from.
    ///   - isNew: Whether the pod was made since the step began.
    ///   - moment: When they were read.
    mutating func take(
        _ counters: OrchestratorCounters,
        from pod: OrchestratorPod,
        isNew: Bool,
        at moment: Moment
    ) {
        failures[pod.predictor] = nil
        if sources[pod.uid] != nil {
            sources[pod.uid]?.newest = counters
            sources[pod.uid]?.readAt = moment
            return
        }
        sources[pod.uid] = Source(
            predictor: pod.predictor,
            base: isNew && hasBegun ? OrchestratorCounters() : counters,
            newest: counters,
            readAt: moment
        )
    }

    /// Takes that an orchestrator did not answer.
    mutating func fail(_ pod: OrchestratorPod, _ reason: String) {
        failures[pod.predictor] = reason
    }

    /// What was counted of a predictor since the step began, or why nothing is known.
    func reading(of predictor: String) -> Result<Reading, NoReading> {
        let own = sources.values.filter { $0.predictor == predictor }
        guard let first = own.first else {
            return .failure(
                NoReading(reason: failures[predictor] ?? "no orchestrator was read yet")
            )
        }
        var counters = OrchestratorCounters()
        var newest = first.readAt
        for source in own {
            counters.add(source.newest.increase(since: source.base))
            newest = max(newest, source.readAt)
        }
        return .success(Reading(counters: counters, readAt: newest))
    }

    /// Why nothing is known of a predictor.
    struct NoReading: Error, Sendable, Equatable {
        var reason: String
    }

    /// How many requests each predictor answered since the step began.
    func served(by predictors: [String]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for name in predictors {
            if case .success(let reading) = reading(of: name) {
                counts[name] = Int(reading.counters.served)
            }
        }
        return counts
    }
}
