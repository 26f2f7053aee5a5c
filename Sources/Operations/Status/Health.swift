/// What a predictor, its Deployments and pods come to, before it is judged as a whole.
struct PredictorCondition: Sendable, Equatable {
    var replicas: ReplicaCount
    /// Whether a Deployment of it is still exchanging pods.
    var isRolling: Bool
    /// Whether it waits for somebody to do something.
    var isStuck: Bool
    /// Why replicas are missing, in one line.
    var why: String?
    /// Whether its answers count: a shadow's are seen by nobody.
    var isShadow: Bool
    /// Whether requests of clients are sent to it.
    var getsTraffic: Bool
}

extension DeploymentSnapshot.Health {
    /// Judges a deployment that is not being deleted by its predictors.
    init(_ predictors: [PredictorCondition], state: DeploymentSnapshot.State, hasWorkloads: Bool) {
        let wanted = predictors.filter { $0.replicas.desired > 0 }
        let answering = wanted.filter { !$0.isShadow && $0.replicas.ready > 0 }
        let isStuck = wanted.contains(where: \.isStuck) || state == .failed
        let isComplete = wanted.allSatisfy(\.replicas.isComplete)
        // A predictor that clients are sent to and that has no ready pod loses their requests.
        let losesRequests = wanted.contains { $0.getsTraffic && $0.replicas.ready == 0 }
        let isRolling = wanted.contains(where: \.isRolling)
        if predictors.isEmpty {
            self = .unknown
        } else if wanted.isEmpty {
            self = .stopped
        } else if answering.isEmpty || !hasWorkloads {
            self = isStuck ? .down : .rolling
        } else if isStuck {
            self = .stuck
        } else if isComplete, !isRolling {
            self = .serving
        } else if losesRequests || !isRolling {
            self = .degraded
        } else {
            self = .rolling
        }
    }
}
