import Telemetry

/// What the orchestrators of one predictor counted lately, taken together.
package struct PredictorMeasurement: Sendable {
    /// What was counted within the window.
    package var counters: OrchestratorCounters
    /// The time over which it was.
    package var elapsed: Duration
    /// When the oldest of the newest readings was taken.
    package var measuredAt: Moment
    /// How often readings are taken.
    package var interval: Duration

    /// Takes the readings of a predictor's pods together; `nil` when no pod has two of them.
    package init?(_ pods: [PodCounters], within window: Duration, since: Moment? = nil) {
        let increases = pods.compactMap { pod in
            pod.increase(within: window, since: since).map { (pod, $0) }
        }
        guard let first = increases.first else { return nil }
        counters = OrchestratorCounters()
        elapsed = first.1.elapsed
        interval = first.0.interval
        var oldest: Moment?
        for (pod, increase) in increases {
            counters.add(increase.counters)
            elapsed = max(elapsed, increase.elapsed)
            interval = max(interval, pod.interval)
            if let newest = pod.newest { oldest = min(oldest ?? newest, newest) }
        }
        measuredAt = oldest ?? Moment(secondsSince1970: 0)
    }

    /// What was measured of two predictors together.
    package func adding(_ other: PredictorMeasurement) -> PredictorMeasurement {
        var sum = self
        sum.counters.add(other.counters)
        sum.elapsed = max(elapsed, other.elapsed)
        sum.interval = max(interval, other.interval)
        sum.measuredAt = min(measuredAt, other.measuredAt)
        return sum
    }

    /// What clients got from the predictor.
    var server: Figures { figures(counters.server, [:]) }

    /// What the orchestrators got from a node.
    func node(_ name: String) -> Figures {
        figures(counters.calls(of: name), counters.failures(of: name))
    }

    private func figures(_ codes: [String: Histogram], _ unanswered: [Int: Int]) -> Figures {
        Figures(
            codes,
            unanswered: unanswered,
            elapsed: elapsed,
            measuredAt: measuredAt,
            interval: interval
        )
    }
}
