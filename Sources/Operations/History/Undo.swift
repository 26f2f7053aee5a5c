import Documents
public import Kubernetes
import KubernetesClient
import Seldon

/// The way back to what a deployment was, worked out and not yet gone.
public struct UndoPlan: Sendable, Equatable {
    /// The revision that it goes back to.
    public var revision: Revision
    /// The write.
    public var change: DeploymentChange
    /// Whether somebody else changed the deployment since, which would be taken back as well.
    public var isChangedSince: Bool
}

extension ClusterOperations {
    /// Works out how the last change is taken back, or how a revision is gone back to.
    ///
    /// - Throws: `OperationsError`.
    public func planUndo(of key: ObjectKey, to number: Int? = nil) async throws -> UndoPlan {
        let resource = try await deployment(key)
        let history = try await history(of: key)
        let found = number.map { history.revision($0) } ?? history.candidate(for: resource.spec)
        guard let revision = found else {
            throw OperationsError.notPossible(
                number.map { "\(key.name) has no revision \($0)" }
                    ?? "nothing is known of \(key.name) that could be taken back",
                instead: "radiant history \(key.name) lists what there is"
            )
        }
        guard revision.before != resource.spec else {
            throw OperationsError.notPossible(
                "\(key.name) is what it was before revision \(revision.number) already",
                instead: nil
            )
        }
        let mark = ChangeMark(of: resource)
        let change = DeploymentChange.restoring(revision, on: resource)
        return UndoPlan(
            revision: revision,
            change: change,
            isChangedSince: mark?.digest != SpecDigest.of(resource.spec)
        )
    }

    /// Takes a change back.
    ///
    /// - Parameters:
    ///   - plan: The way back.
    ///   - isForced: Whether to take back what somebody else changed since as well.
    /// - Throws: `OperationsError`.
    public func undo(_ plan: UndoPlan, isForced: Bool = false) async throws {
        guard !plan.isChangedSince || isForced else {
            throw OperationsError.notPossible(
                "somebody else has changed \(plan.change.key.name) since, and that would be taken"
                    + " back as well",
                instead:
                    "look at the difference, then: radiant undo \(plan.change.key.name) --force"
            )
        }
        try await write(
            plan.change,
            WriteContext(undone: plan.revision.number, isForced: isForced)
        )
    }
}

extension DeploymentChange {
    /// The whole spec as it was before a revision.
    static func restoring(_ revision: Revision, on resource: SeldonDeployment) -> DeploymentChange {
        let now = resource.answeringWeights
        let then = SeldonDeployment(json: ["spec": revision.before]).answeringWeights
        // A predictor that comes back has no pods yet; no weight is routed before it has.
        let receiving = then.filter { name, weight in now[name].map { $0 < weight } ?? false }
        return DeploymentChange(
            .undo,
            of: resource,
            "as before revision \(revision.number) (\(revision.summary))",
            JSONPatch(tests(of: resource) + [.replace(path: "/spec", value: revision.before)]),
            receiving: receiving.keys.sorted()
        )
    }
}
