import Dashboard
import Documents
import Failures
import Kubernetes
import Operations

/// Performs what the dashboard asks of rollouts.
struct RolloutCommandRunner: Sendable {
    /// The verbs, as production is locked or unlocked now.
    let operations: ClusterOperations

    init(_ operations: ClusterOperations) {
        var operations = operations
        operations.policy.unlockedUntil = ProductionLock().unlockedUntil(operations.context)
        self.operations = operations
    }

    /// What a request would do.
    ///
    /// - Throws: `OperationsError` when it makes no sense.
    func outlook(of request: RolloutRequest) async throws -> RolloutOutlook {
        switch request {
        case .promote(let id, let wish):
            let proposal = try await operations.proposeRollout(of: id.key, wish)
            var outlook = outlook(
                proposal.outcome,
                "\(proposal.plan.sentence); a gate that fails restores the weights from before"
            )
            outlook.warnings = proposal.warnings
            outlook.patch = lines(of: proposal.firstStep, "first step")
            if proposal.plan.finishes || proposal.plan.steps.count > 1 {
                outlook.patch += lines(of: proposal.outcome, "at the end")
            }
            return outlook
        case .abort(let id):
            let plan = try await operations.planAbort(of: id.key)
            return outlook(plan.change, plan.sentence)
        case .undo(let id):
            let plan = try await operations.planUndo(of: id.key)
            var outlook = outlook(plan.change, plan.change.summary)
            outlook.patch = plan.change.differences.map { difference in
                let old = difference.old.map { $0.text() } ?? "nothing"
                return
                    "\(difference.path): \(old) → \(difference.new.map { $0.text() } ?? "nothing")"
            }
            if plan.isChangedSince {
                outlook.warnings.append("somebody else has changed it since; that goes as well")
            }
            return outlook
        case .pause, .resume, .takeOver: return RolloutOutlook(sentence: "", patch: [])
        }
    }

    private func outlook(_ change: DeploymentChange, _ sentence: String) -> RolloutOutlook {
        let mustType =
            operations.policy.isProduction && change.verb != .abort && !change.dangers.isEmpty
        return RolloutOutlook(
            sentence: sentence,
            warnings: change.warnings,
            patch: lines(of: change, nil),
            name: mustType ? change.key.name : nil
        )
    }

    /// The operations of a patch, one a line, without its tests.
    private func lines(of change: DeploymentChange, _ title: String?) -> [String] {
        let lines = change.patch.json.elements.filter { $0["op"] != "test" }.map { operation in
            let value = operation["value"].map { " \($0.text())" } ?? ""
            return "\(operation["op"]?.string ?? "") \(operation["path"]?.string ?? "")\(value)"
        }
        return (title.map { ["\($0):"] } ?? []) + lines
    }

    /// Does what is asked for; a promotion is driven until it is over.
    func carryOut(
        _ request: RolloutRequest,
        typedName: String?,
        _ report: @escaping @Sendable (Report) async -> Void
    ) async throws {
        var operations = operations
        operations.policy.typedName = typedName
        let key = request.deployment.key
        switch request {
        case .promote(_, let wish):
            let driver = RolloutDriver(operations, key)
            try await driver.begin(operations.proposeRollout(of: key, wish))
            try await drive(driver, report)
        case .abort:
            let outcome = try await operations.abort(operations.planAbort(of: key))
            await report(.notice(Notice(.done, "\(key.name): \(outcome.sentence)")))
        case .undo:
            let plan = try await operations.planUndo(of: key)
            // What was shown said whether others had been there.
            try await operations.undo(plan, isForced: plan.isChangedSince)
            await report(.notice(Notice(.done, "\(key.name): \(plan.change.summary)")))
        case .pause:
            try await operations.pause(key, reason: "from the dashboard")
            await report(.notice(Notice(.done, "\(key.name): paused")))
        case .resume:
            let record = try await operations.resume(key)
            await report(.notice(Notice(.done, "\(key.name): \(record.message)")))
            guard !record.isAttended(at: operations.now) else { return }
            try await takeOver(key, operations, report)
        case .takeOver: try await takeOver(key, operations, report)
        }
    }

    private func takeOver(
        _ key: ObjectKey,
        _ operations: ClusterOperations,
        _ report: @escaping @Sendable (Report) async -> Void
    ) async throws {
        let driver = RolloutDriver(operations, key)
        try await driver.takeOver()
        try await drive(driver, report)
    }

    private func drive(
        _ driver: RolloutDriver,
        _ report: @escaping @Sendable (Report) async -> Void
    ) async throws {
        let record = try await driver.drive { progress in
            if case .trouble(let text) = progress {
                await report(.notice(Notice(.remark, "the rollout waits: \(text)")))
            }
        }
        let level: Notice.Level = record.phase == .promoted ? .done : .trouble
        await report(.notice(Notice(level, record.message)))
    }
}
