import Operations

/// A change of weights that was sent and that the cluster has not yet shown.
struct PendingChange: Sendable, Equatable {
    /// What was sent.
    let command: Command
    /// Whose weights change.
    let deployment: DeploymentID
    /// The weights that were asked for, by predictor.
    let weights: [String: Int]
    /// When it was sent.
    let since: Moment
    /// Whether the API server took it.
    var isAccepted = false

    /// Whether the cluster shows it: declared, and routed where a route is known.
    func isFulfilled(by deployment: DeploymentSnapshot) -> Bool {
        weights.allSatisfy { name, weight in
            guard let predictor = deployment.predictors.first(where: { $0.name == name }) else {
                return false
            }
            return predictor.weights.declared == weight
                && (predictor.weights.routed ?? weight) == weight
        }
    }
}
