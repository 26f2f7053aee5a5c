import Kubernetes
import KubernetesClient
import Seldon

/// What a rollout does to the deployment, each in one write with the record of it.
extension RolloutDriver {
    /// How long it waits for the weights from before to be routed.
    private static let restoring = Duration.seconds(60)

    func perform(
        _ action: RolloutMachine.Action,
        _ record: RolloutRecord,
        on world: RolloutEye.World
    ) async throws -> RolloutRecord {
        let resource = world.resource
        let plan = record.plan
        switch action {
        case .none: return record
        case .shift:
            let weights = record.weights(giving: record.share)
            let change = try DeploymentChange.traffic(weights, of: resource, as: .promote)
            return try await write(
                change,
                record,
                .shifting,
                weights,
                "\(plan.canary) gets \(record.share) %"
            )
        case .replaceMain:
            let change = try DeploymentChange.replacing(plan.main, by: plan.canary, of: resource)
            return try await write(
                change,
                record,
                .replacing,
                record.weights,
                "\(plan.main) becomes what \(plan.canary) is"
            )
        case .returnTraffic where !resource.usesAmbassador:
            let weights = record.weights(giving: 0)
            let change = try DeploymentChange.traffic(weights, of: resource, as: .promote)
            return try await write(
                change,
                record,
                .returning,
                weights,
                "all traffic goes back to \(plan.main)"
            )
        case .returnTraffic, .removeCanary:
            let change = try DeploymentChange.removing(
                plan.canary,
                leaving: plan.main,
                of: resource,
                as: .promote
            )
            let weights = change.outcome?.answeringWeights ?? [:]
            return try await write(change, record, .removing, weights, "\(plan.canary) goes")
        case .restore(let reason):
            return try await restore(record, reason, on: world)
        }
    }

    private func write(
        _ change: DeploymentChange,
        _ record: RolloutRecord,
        _ phase: RolloutRecord.Phase,
        _ weights: [String: Int],
        _ message: String,
        keepsRevision: Bool = false
    ) async throws -> RolloutRecord {
        var next = record
        next.enter(phase, at: time.now, message)
        next.weights = weights
        next.generation = change.resource.metadata.generation
        if change.outcome?.spec != change.resource.spec { next.generation += 1 }
        try await operations.write(
            change,
            ClusterOperations.WriteContext(
                swaps: [swap(to: next, on: change.resource)],
                revision: keepsRevision ? nil : record.revision,
                isOfRollout: true
            )
        )
        return next
    }

    /// Brings the weights from before back; a canary that is not ready goes, since no weight would be
    /// routed while it is there.
    private func restore(
        _ record: RolloutRecord,
        _ reason: String,
        on world: RolloutEye.World
    ) async throws -> RolloutRecord {
        let resource = world.resource
        guard record.weights != record.weightsBefore else {
            var next = record
            next.enter(.failed, at: time.now, "\(reason); no weight had been changed")
            next.driver = nil
            try await note(next, in: record, on: resource)
            return next
        }
        let start = ContinuousClock.now
        let isReady = !world.unready.contains(record.plan.canary)
        let change: DeploymentChange
        if isReady, !resource.usesAmbassador || !record.weightsBefore.values.contains(0) {
            change = try .traffic(record.weightsBefore, of: resource, as: .abort)
        } else {
            change = try AbortPlan(of: resource, to: record.plan.main, unready: world.unready)
                .change
        }
        let weights = change.outcome?.answeringWeights ?? record.weightsBefore
        var next = record
        next.driver = nil
        next = try await write(
            change,
            next,
            .failed,
            weights,
            "\(reason); \(change.summary)",
            // What goes is kept by a revision of its own, so that undo brings it back.
            keepsRevision: weights.count != record.weightsBefore.count
        )
        guard await operations.isRouted(weights, at: key, within: RolloutDriver.restoring) else {
            return next
        }
        next.restoredAfter = start.duration(to: .now) / .seconds(1)
        let newest = try await operations.deployment(key)
        if RolloutRecord(of: newest)?.id == next.id {
            try? await note(next, in: record, on: newest)
        }
        return next
    }
}

extension RolloutRecord {
    /// The weights when the canary has a share and main the rest of what both have.
    func weights(giving share: Int) -> [String: Int] {
        var result = weights
        let both = (weights[plan.main] ?? 0) + (weights[plan.canary] ?? 0)
        result[plan.canary] = share
        result[plan.main] = both - share
        return result
    }
}

extension ClusterOperations {
    /// Waits until weights are routed; where nothing tells of routes, at once.
    func isRouted(
        _ weights: [String: Int],
        at key: ObjectKey,
        within limit: Duration
    ) async -> Bool {
        let end = ContinuousClock.now + limit
        repeat {
            do {
                guard let route = try await client.find(VirtualService.self, key) else {
                    return true
                }
                let routed = FleetIndex.weights(of: route)
                if weights.count == 1 ? Set(routed.keys) == Set(weights.keys) : routed == weights {
                    return true
                }
            } catch is CancellationError {
                return false
            } catch {
                // The server may be back in a moment.
            }
            do { try await ContinuousClock().sleep(for: .milliseconds(50)) } catch { return false }
        } while ContinuousClock.now < end
        return false
    }
}
