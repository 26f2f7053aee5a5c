import Documents
import Kubernetes

/// The status of an autoscaler, put together as it is looked at.
struct AutoscalerReport {
    /// Why it cannot work.
    struct Problem: Error {
        /// The condition that does not hold.
        var type = "ScalingActive"
        var reason: String
        var message: String
    }

    static let gotScale = "the HPA controller was able to get the target's current scale"

    var currentReplicas = 0
    var desiredReplicas = 0

    private let now: Timestamp
    private let before: JSON
    private let generation: Int
    private var lastScaleTime: JSON?
    private var conditions: [(type: String, json: JSON)] = []
    private var metrics: [JSON] = []

    /// Begins with what was said before.
    init(_ autoscaler: DynamicObject, at now: Timestamp) {
        self.now = now
        before = autoscaler.status
        generation = autoscaler.metadata.generation
        lastScaleTime = before["lastScaleTime"]
        currentReplicas = before["currentReplicas"]?.int ?? 0
        desiredReplicas = before["desiredReplicas"]?.int ?? 0
        conditions = (before["conditions"]?.elements ?? []).map {
            ($0["type"]?.string ?? "", $0)
        }
    }

    /// Says whether a condition holds; what did not change keeps its time.
    mutating func set(_ type: String, _ holds: Bool, _ reason: String, _ message: String) {
        let index = conditions.firstIndex { $0.type == type }
        let status = JSON.string(holds ? "True" : "False")
        let old = index.map { conditions[$0].json }
        let isSame = old?["status"] == status
        let condition: JSON = [
            "type": .string(type), "status": status, "reason": .string(reason),
            "message": .string(message),
            "lastTransitionTime": (isSame ? old?["lastTransitionTime"] : nil)
                ?? .string(now.description),
        ]
        if let index {
            conditions[index].json = condition
        } else {
            conditions.append((type, condition))
        }
    }

    /// Says why it cannot work.
    mutating func note(_ problem: Problem) {
        set(problem.type, false, problem.reason, problem.message)
    }

    /// Says what one resource is used.
    mutating func add(_ proposal: ReplicaCalculator.Proposal, of resource: String) {
        let average =
            resource == "cpu" ? "\(proposal.average)m" : "\(proposal.average / 1000)"
        metrics.append([
            "type": "Resource",
            "resource": [
                "name": .string(resource),
                "current": [
                    "averageUtilization": .int(proposal.utilization),
                    "averageValue": .string(average),
                ],
            ],
        ])
    }

    /// Says what became of a proposal.
    mutating func note(_ verdict: ScalingBehavior.Verdict) {
        if let reason = verdict.stabilized {
            let word = reason == "ScaleDownStabilized" ? "higher" : "lower"
            set(
                "AbleToScale",
                true,
                reason,
                "recent recommendations were \(word) than current one, applying the "
                    + (word == "higher" ? "highest" : "lowest") + " recent recommendation"
            )
        } else {
            let message = "recommended size matches current size"
            set("AbleToScale", true, "ReadyForNewScale", message)
        }
        switch verdict.limit {
        case "TooManyReplicas":
            let message = "the desired replica count is more than the maximum replica count"
            set("ScalingLimited", true, "TooManyReplicas", message)
        case "TooFewReplicas":
            let message = "the desired replica count is less than the minimum replica count"
            set("ScalingLimited", true, "TooFewReplicas", message)
        case let limit?:
            let word = limit == "ScaleUpLimit" ? "increasing" : "decreasing"
            let message = "the desired replica count is \(word) faster than the maximum scale rate"
            set("ScalingLimited", true, limit, message)
        case nil:
            let message = "the desired count is within the acceptable range"
            set("ScalingLimited", false, "DesiredWithinRange", message)
        }
    }

    /// Says that the number was changed.
    mutating func scaled(to replicas: Int) {
        lastScaleTime = .string(now.description)
        let message = "the HPA controller was able to update the target scale to \(replicas)"
        set("AbleToScale", true, "SucceededRescale", message)
    }

    /// The status as a document.
    var status: JSON {
        var status: JSON = [
            "currentReplicas": .int(currentReplicas), "desiredReplicas": .int(desiredReplicas),
            "conditions": .array(conditions.map(\.json)),
        ]
        if !metrics.isEmpty { status["currentMetrics"] = .array(metrics) }
        if let lastScaleTime { status["lastScaleTime"] = lastScaleTime }
        if generation > 0 { status["observedGeneration"] = .int(generation) }
        return status
    }
}
