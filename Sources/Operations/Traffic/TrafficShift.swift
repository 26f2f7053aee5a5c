import Documents
public import Kubernetes
import KubernetesClient
import Seldon

/// New weights for a deployment, worked out and not yet written.
public struct TrafficPlan: Sendable, Equatable {
    /// The write.
    public var change: DeploymentChange
    /// The predictors that would get more traffic and have no ready pod.
    public var unready: [String]

    /// The deployment.
    public var key: ObjectKey { change.key }
}

/// What came of a change of weights.
public struct TrafficOutcome: Sendable, Equatable {
    /// The deployment.
    public var name: String
    /// The weights in one line.
    public var weights: String
    /// The time until they were routed; `nil` where there is no VirtualService to tell.
    public var routedAfter: Duration?

    /// What came of it, in one sentence.
    public var sentence: String {
        let routing =
            routedAfter.map { "routed after \($0.inWords)" } ?? "declared; nothing routes it"
        return "\(name): \(weights), \(routing)"
    }
}

extension ClusterOperations {
    /// Works out what a change of weights would be, and what speaks against it.
    ///
    /// - Throws: `OperationsError` for weights that make no sense.
    public func planTraffic(of key: ObjectKey, to wishes: [TrafficWish]) async throws -> TrafficPlan
    {
        let resource = try await deployment(key)
        let change = try DeploymentChange.traffic(wishes, of: resource)
        return TrafficPlan(
            change: change,
            unready: try await unready(change.receiving, of: resource)
        )
    }

    /// Changes the weights in one guarded write, and waits until they are routed.
    ///
    /// - Parameters:
    ///   - plan: The change, as it was worked out.
    ///   - isForced: Whether predictors without ready pods may get traffic.
    ///   - limit: How long to wait.
    /// - Returns: The weights, and when they were routed.
    /// - Throws: `OperationsError.readOnly`, `.noReadyPods`, `.changedMeanwhile`, `.notRouted`.
    public func setTraffic(
        _ plan: TrafficPlan,
        isForced: Bool = false,
        within limit: Duration = .seconds(30)
    ) async throws -> TrafficOutcome {
        try permitChange()
        let start = ContinuousClock.now
        if plan.change.changesAnything { try await make(plan.change, isForced: isForced) }
        var outcome = TrafficOutcome(name: plan.key.name, weights: plan.change.summary)
        guard try await client.find(VirtualService.self, plan.key) != nil else { return outcome }
        let weights = plan.change.outcome?.answeringWeights ?? [:]
        guard await isRouted(weights, at: plan.key, within: limit) else {
            try Task.checkCancellation()
            throw OperationsError.notRouted(
                deployment: plan.key.name,
                after: limit,
                reason: plan.unready.first.map { "no pod of \($0) is ready" }
            )
        }
        outcome.routedAfter = start.duration(to: .now)
        return outcome
    }
}

extension ClientError {
    /// Whether a JSON patch was refused since one of its tests failed.
    ///
    /// The real server answers 422 without a word of what it was (recorded:
    /// `kube-api/patch-json-test-fails.json`), and so does any other failed operation.
    var isFailedTest: Bool {
        status?.code == 422 && status?.causes.isEmpty ?? true && (status?.reason ?? "") == "Invalid"
    }
}
