import Documents
import Seldon
import Telemetry

@testable import Operations

/// Rollouts and what they may see.
enum RolloutSamples {
    static let start = Moment(secondsSince1970: 1_700_000_000)

    static func record(
        steps: [Int] = [20, 50, 100],
        limits: RolloutPlan.Limits = RolloutPlan.Limits(),
        needsApproval: Bool = false,
        finishes: Bool = false
    ) -> RolloutRecord {
        RolloutRecord(
            id: "r",
            plan: RolloutPlan(
                main: "main",
                canary: "canary",
                steps: steps,
                interval: .seconds(10),
                patience: .seconds(60),
                limits: limits,
                needsApproval: needsApproval,
                finishes: finishes
            ),
            phase: .starting,
            step: 0,
            since: start.secondsSince1970,
            startedAt: start.secondsSince1970,
            author: "alice",
            weightsBefore: ["main": 100, "canary": 0],
            weights: ["main": 100, "canary": 0],
            generation: 3,
            restartsBefore: 0,
            gates: [],
            message: "begins",
            revision: 1
        )
    }

    /// Counters of requests that took some time each.
    static func counters(
        _ count: Int,
        failed: Int = 0,
        latency: Double = 0.02
    ) -> OrchestratorCounters {
        let bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1]
        func histogram(_ count: Int) -> Histogram {
            Histogram(
                buckets: bounds.map { ($0, $0 >= latency ? Double(count) : 0) }
                    + [(.infinity, Double(count))],
                sum: Double(count) * latency
            )
        }
        var counters = OrchestratorCounters()
        counters.server["200"] = histogram(count - failed)
        if failed > 0 { counters.server["500"] = histogram(failed) }
        return counters
    }

    static func observation(
        of record: RolloutRecord,
        at now: Moment,
        requests: Int = 100,
        failed: Int = 0,
        latency: Double = 0.02,
        change: (inout RolloutObservation) -> Void = { _ in }
    ) -> RolloutObservation {
        let ready = RolloutObservation.Predictor(ready: 1, desired: 1, restarts: 0)
        let reading = StepMeter.Reading(
            counters: counters(requests, failed: failed, latency: latency),
            readAt: now
        )
        var observation = RolloutObservation(
            generation: record.generation,
            weights: record.weights,
            routed: record.weights,
            main: ready,
            canary: ready,
            mainReading: .success(StepMeter.Reading(counters: counters(100), readAt: now)),
            canaryReading: .success(reading),
            staleAfter: 8
        )
        change(&observation)
        return observation
    }
}
