import Documents
import Failures
import Kubernetes
import KubernetesClient
public import Seldon

/// How every change of a deployment is written: checked by the server first, kept for undo, guarded,
/// and told to whoever asks afterwards.
extension ClusterOperations {
    /// How often a write is tried when only what does not concern it has changed.
    private static let attempts = 6

    /// What goes along with a write.
    struct WriteContext: Sendable {
        /// Annotations that change in the same write.
        var swaps: [AnnotationSwap] = []
        /// The revision that has what was before already; `nil` keeps a new one.
        var revision: Int?
        /// The number of the revision that is taken back.
        var undone: Int?
        /// Whether predictors without ready pods may get traffic.
        var isForced = false
        /// Whether the write is one of a rollout's own.
        var isOfRollout = false
    }

    /// Lets the server check a change without making it.
    ///
    /// - Returns: The deployment as it would be.
    /// - Throws: `OperationsError`, `ClientError`.
    @discardableResult
    public func check(
        _ change: DeploymentChange,
        isForced: Bool = false
    ) async throws -> SeldonDeployment {
        try await checkReadiness(of: change, isForced: isForced)
        return try await send(change.patch, of: change, isDryRun: true)
    }

    /// Makes a change in one guarded write.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - isForced: Whether predictors without ready pods may get traffic, and a rollout that is
    ///     under way may be disturbed.
    /// - Returns: The deployment as it was written.
    /// - Throws: `OperationsError`, `ClientError`.
    @discardableResult
    public func make(
        _ change: DeploymentChange,
        isForced: Bool = false
    ) async throws -> SeldonDeployment {
        try await write(change, WriteContext(isForced: isForced))
    }

    @discardableResult
    func write(
        _ change: DeploymentChange,
        _ context: WriteContext
    ) async throws -> SeldonDeployment {
        let account = ChangeAccount(change)
        let written = try await guarded(account) {
            if !context.isForced, !context.isOfRollout { try checkRollout(of: change.resource) }
            try await checkReadiness(of: change, isForced: context.isForced)
            return try await commit(change, context)
        }
        await tell(account, about: written)
        return written
    }

    /// Nothing but a rollout's own verbs changes a deployment while one is under way.
    ///
    /// - Throws: `OperationsError.rolloutUnderWay`.
    func checkRollout(of resource: SeldonDeployment) throws {
        guard let rollout = RolloutRecord(of: resource), !rollout.phase.isOver else { return }
        throw OperationsError.rolloutUnderWay(
            deployment: resource.name,
            by: rollout.driver?.name ?? rollout.author,
            isAttended: rollout.isAttended(at: now)
        )
    }

    /// Traffic never goes to a predictor without ready pods, unless that is forced.
    private func checkReadiness(of change: DeploymentChange, isForced: Bool) async throws {
        guard !isForced, !change.receiving.isEmpty else { return }
        let unready = try await unready(change.receiving, of: change.resource)
        guard let predictor = unready.first else { return }
        throw OperationsError.noReadyPods(predictor: predictor, deployment: change.key.name)
    }

    /// Those of some predictors that have no ready pod.
    func unready(
        _ predictors: [String],
        of resource: SeldonDeployment
    ) async throws -> [String] {
        let workloads = try await workloads(of: resource)
        return predictors.filter { name in
            let own = workloads.filter { FleetAssembly.predictor(of: $0) == name }
            return own.isEmpty || own.contains { $0.count("readyReplicas") == 0 }
        }
    }

    private func commit(
        _ change: DeploymentChange,
        _ context: WriteContext
    ) async throws -> SeldonDeployment {
        let checked = try await send(change.patch, of: change, isDryRun: true)
        var kept: Int?
        if context.revision == nil, checked.spec != change.resource.spec {
            kept = try await keep(
                change.resource,
                before: change.verb,
                change.summary,
                undoing: context.undone
            )
        }
        let revision = context.revision ?? kept ?? ChangeMark(of: change.resource)?.revision ?? 0
        let mark = ChangeMark(revision: revision, digest: SpecDigest.of(checked.spec))
        do {
            return try await swap(context.swaps, mark, with: change)
        } catch {
            if let kept { await forget(kept, of: change.resource) }
            throw error
        }
    }

    /// Writes a change with its annotations; where only what does not concern it has changed, as with
    /// every write of the status, it is tried again on what is there now.
    private func swap(
        _ swaps: [AnnotationSwap],
        _ mark: ChangeMark,
        with change: DeploymentChange
    ) async throws -> SeldonDeployment {
        var resource = change.resource
        var attempt = 0
        while true {
            attempt += 1
            let own = AnnotationSwap(
                name: ChangeMark.annotation,
                old: resource.metadata.annotations[ChangeMark.annotation],
                new: mark.text
            )
            let operations = AnnotationSwap.operations(swaps + [own], on: resource)
            do {
                let patch = JSONPatch(change.patch.operations + operations)
                return try await send(patch, of: change, isDryRun: false)
            } catch OperationsError.changedMeanwhile where attempt < Self.attempts {
                let newest = try await deployment(change.key)
                guard newest.isSame(as: resource, but: swaps) else {
                    throw OperationsError.changedMeanwhile(deployment: change.key.name)
                }
                resource = newest
            }
        }
    }

    private func send(
        _ patch: JSONPatch,
        of change: DeploymentChange,
        isDryRun: Bool
    ) async throws -> SeldonDeployment {
        do {
            return try await client.patch(
                SeldonDeployment.self,
                change.key,
                .json(patch),
                options: WriteOptions(isDryRun: isDryRun)
            )
        } catch let error as ClientError where error.isFailedTest || error.isConflict {
            throw OperationsError.changedMeanwhile(deployment: change.key.name)
        } catch let error as ClientError where error.isNotFound {
            throw try await missing(change.key.name, in: change.key.namespace)
        }
    }

    /// Writes annotations alone, which changes nothing but them.
    ///
    /// - Throws: `OperationsError.changedMeanwhile` when one is not what was seen.
    func swap(
        _ swaps: [AnnotationSwap],
        of resource: SeldonDeployment
    ) async throws -> SeldonDeployment {
        var resource = resource
        var attempt = 0
        while true {
            attempt += 1
            let operations = AnnotationSwap.operations(swaps, on: resource)
            do {
                return try await client.patch(
                    SeldonDeployment.self,
                    resource.key,
                    .json(JSONPatch(operations))
                )
            } catch let error as ClientError where error.isFailedTest || error.isConflict {
                // What moved may be only the status, which every look of the operator may write.
                let newest = try await deployment(resource.key)
                guard attempt < Self.attempts, newest.isSame(as: resource, but: swaps) else {
                    throw OperationsError.changedMeanwhile(deployment: resource.name)
                }
                resource = newest
            }
        }
    }
}

extension SeldonDeployment {
    /// Whether nothing that a write of ours depends on is another since it was seen.
    fileprivate func isSame(as seen: SeldonDeployment, but swaps: [AnnotationSwap]) -> Bool {
        metadata.generation == seen.metadata.generation && spec == seen.spec
            && swaps.allSatisfy { metadata.annotations[$0.name] == $0.old }
    }
}
