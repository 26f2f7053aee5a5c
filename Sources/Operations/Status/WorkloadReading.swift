import Documents
package import Kubernetes

/// How far a Deployment is with what it was asked for.
package struct WorkloadReading: Sendable, Equatable {
    /// The replicas that are wanted and those that answer.
    package var replicas: ReplicaCount
    /// Whether pods of the newest template are still missing.
    package var isRolling: Bool
    /// Why it will not get further by itself, or `nil` while it may.
    package var trouble: String?

    /// Reads a Deployment.
    package init(_ deployment: Deployment) {
        let desired = deployment.replicas
        replicas = ReplicaCount(desired: desired, ready: deployment.count("readyReplicas"))
        isRolling =
            deployment.count("observedGeneration") < deployment.metadata.generation
            || deployment.count("updatedReplicas") < desired
            || deployment.count("replicas") > deployment.count("updatedReplicas")
        trouble =
            deployment.conditions.lazy.compactMap { condition -> String? in
                switch (condition.type, condition.status, condition.reason) {
                case ("ReplicaFailure", "True", _):
                    "no pod can be made: \(condition.message)".shortened()
                case ("Progressing", "False", "ProgressDeadlineExceeded"):
                    "\(deployment.name) made no progress within its deadline"
                default: nil
                }
            }.first
    }

    /// The reading of a Deployment that is not there yet.
    package static func missing(desired: Int) -> WorkloadReading {
        var reading = WorkloadReading(Deployment(json: ["spec": ["replicas": .int(desired)]]))
        reading.isRolling = true
        return reading
    }
}
