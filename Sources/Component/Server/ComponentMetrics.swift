import Failures
import Glibc
import Inference
import Telemetry

/// What an author's metrics become on the metrics page (Seldon's wrapper, `metrics.py`).
struct ComponentMetrics {
    private static let feedbackTotal = "seldon_api_model_feedback_total"
    private static let rewardTotal = "seldon_api_model_feedback_reward_total"

    /// 50 bounds from a millisecond to half a minute, evenly spaced in their logarithm.
    private static let timerBounds: [Double] = (0..<50).map { 0.001 * pow(30_000, Double($0) / 49) }

    let registry: MetricsRegistry
    let identity: ComponentIdentity
    private let worker = getpid()

    init(_ registry: MetricsRegistry, identity: ComponentIdentity) {
        self.registry = registry
        self.identity = identity
    }

    /// Counts metrics under the name of the method that made them.
    func count(_ metrics: [Metric], method: String) throws(ComponentError) {
        guard !metrics.isEmpty else { return }
        let labels = identity.labels(method: method, worker: worker)
        for metric in metrics {
            let tags = LabelSet(metric.tags.map { (name: $0.key, value: $0.value) })
            do throws(TelemetryError) {
                try count(metric, labels.merging(tags))
            } catch {
                throw .badMetric(error.failure.message)
            }
        }
    }

    /// Counts feedback, unless its reward is zero; the sum of rewards may fall.
    func countFeedback(reward: Double) throws(ComponentError) {
        guard reward != 0 else { return }
        let labels = identity.labels(method: "feedback", worker: worker)
        do throws(TelemetryError) {
            try registry.counters(Self.feedbackTotal)(labels).add()
            try registry.counters(Self.rewardTotal)(labels).add(reward)
        } catch {
            throw .badMetric(error.failure.message)
        }
    }

    private func count(_ metric: Metric, _ labels: LabelSet) throws(TelemetryError) {
        switch metric.kind {
        case .counter:
            let name = metric.key.hasSuffix("_total") ? metric.key : metric.key + "_total"
            try registry.counters(name)(labels).add(metric.value)
        case .gauge: try registry.gauges(metric.key)(labels).set(metric.value)
        case .timer:
            try registry.histograms(metric.key, bounds: Self.timerBounds)(labels)
                .observe(metric.value / 1000)
        }
    }
}
