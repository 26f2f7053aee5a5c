import Documents
import Kubernetes

/// How far a roll-out may stray from the wanted number of pods.
struct RollingLimits: Equatable {
    /// How many pods there may be beyond the wanted number.
    var surge: Int
    /// How many of the wanted number need not be available.
    var unavailable: Int

    /// The limits of a Deployment; shares are rounded up for the surge and down for what may be
    /// unavailable, and when both come out as 0 one may be unavailable.
    init(_ deployment: Deployment) {
        let strategy = deployment.spec["strategy"]
        guard strategy?["type"]?.string != "Recreate" else {
            surge = 0
            unavailable = deployment.replicas
            return
        }
        let rolling = strategy?["rollingUpdate"]
        surge = Self.count(rolling?["maxSurge"] ?? "25%", of: deployment.replicas, roundsUp: true)
        unavailable = Self.count(
            rolling?["maxUnavailable"] ?? "25%",
            of: deployment.replicas,
            roundsUp: false
        )
        if surge == 0, unavailable == 0 { unavailable = 1 }
        unavailable = min(unavailable, deployment.replicas)
    }

    private static func count(_ value: JSON, of total: Int, roundsUp: Bool) -> Int {
        if let number = value.int { return max(0, number) }
        guard let text = value.string, text.hasSuffix("%"), let percent = Int(text.dropLast())
        else { return 0 }
        return max(0, (total * percent + (roundsUp ? 99 : 0)) / 100)
    }
}
