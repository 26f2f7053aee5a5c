import Documents
public import Kubernetes
import KubernetesClient
public import Seldon

/// What came of an abort.
public struct AbortOutcome: Sendable, Equatable {
    /// Where the traffic came back to.
    public var main: String
    /// The predictors that went.
    public var removed: [String]
    /// The time until all traffic was routed there; `nil` when that did not come in time.
    public var after: Duration?

    /// What came of it, in one sentence.
    public var sentence: String {
        let gone = removed.isEmpty ? "" : "; \(removed.joined(separator: " and ")) gone"
        guard let after else {
            return "all traffic is declared to go to \(main)\(gone); not routed yet"
        }
        return "traffic back on \(main) after \(after.inWords)\(gone)"
    }
}

extension ClusterOperations {
    /// Works out how all traffic comes back to main.
    ///
    /// It takes nothing but the API server.
    /// - Parameters:
    ///   - key: The deployment.
    ///   - main: Where the traffic shall go; by default the rollout's main, or the first predictor.
    /// - Returns: The abort.
    /// - Throws: `OperationsError`.
    public func planAbort(of key: ObjectKey, to main: String? = nil) async throws -> AbortPlan {
        let resource = try await deployment(key)
        let rollout = RolloutRecord(of: resource).flatMap { $0.phase.isOver ? nil : $0 }
        let answering = resource.predictors.filter { !$0.isShadow }
        guard let target = main ?? rollout?.plan.main ?? answering.first?.name else {
            throw OperationsError.notPossible("\(key.name) has no predictor", instead: nil)
        }
        let unready = try await unsettled(resource)
        var original: PredictorSpec?
        if let rollout, rollout.phase.isFinishing, rollout.plan.main == target {
            let before = try? await history(of: key).revision(rollout.revision)?.before
            original = before.flatMap { spec in
                SeldonDeployment(json: ["spec": spec]).predictor(named: target)
            }
        }
        return try AbortPlan(
            of: resource,
            to: target,
            unready: unready.filter { $0 != target },
            original: original
        )
    }

    /// The predictors that hold back every change of weights: those with a Deployment whose pods are
    /// not all ready.
    private func unsettled(_ resource: SeldonDeployment) async throws -> [String] {
        var objects = FleetObjects()
        objects.resources = [resource]
        objects.workloads = try await workloads(of: resource)
        return FleetAssembly(objects, now: now).snapshot(of: resource).predictors
            .filter { $0.replicas.ready == 0 || !$0.replicas.isComplete }.map(\.name)
    }

    /// Brings all traffic back to main, and measures how long that takes.
    ///
    /// - Parameters:
    ///   - plan: The abort.
    ///   - isForced: Whether traffic goes to main without a ready pod, too.
    ///   - limit: How long to wait until it is routed.
    /// - Returns: What came of it.
    /// - Throws: `OperationsError.noReadyPods`, `.changedMeanwhile`, `.readOnly`.
    public func abort(
        _ plan: AbortPlan,
        isForced: Bool = false,
        within limit: Duration = .seconds(60)
    ) async throws -> AbortOutcome {
        let start = ContinuousClock.now
        var plan = plan
        var attempt = 0
        while true {
            attempt += 1
            do {
                try await write(plan, isForced)
                break
            } catch OperationsError.changedMeanwhile where attempt < 10 {
                // The rollout's own driver writes as well; the traffic comes first, whoever wins.
                plan = try await planAbort(of: plan.change.key, to: plan.main)
            }
        }
        var outcome = AbortOutcome(main: plan.main, removed: plan.removed)
        let weights = plan.change.outcome?.answeringWeights ?? [:]
        if await isRouted(weights, at: plan.change.key, within: limit) {
            outcome.after = start.duration(to: .now)
        }
        return outcome
    }

    private func write(_ plan: AbortPlan, _ isForced: Bool) async throws {
        var swaps: [AnnotationSwap] = []
        let resource = plan.change.resource
        if var record = RolloutRecord(of: resource), !record.phase.isOver {
            record.enter(.aborted, at: now, "aborted by \(author): \(plan.change.summary)")
            record.driver = nil
            record.hold = nil
            record.weights = plan.change.outcome?.answeringWeights ?? record.weights
            record.generation = resource.metadata.generation
            if plan.change.changesAnything { record.generation += 1 }
            swaps = [
                AnnotationSwap(
                    name: RolloutRecord.annotation,
                    old: resource.metadata.annotations[RolloutRecord.annotation],
                    new: record.text
                )
            ]
        }
        try await write(
            plan.change,
            WriteContext(swaps: swaps, isForced: isForced, isOfRollout: true)
        )
    }
}
