import Documents
import Failures
import Kubernetes
import Operations
import Seldon

/// Shows a change, asks where it must be meant, and makes it.
struct ChangeRun {
    let connection: Connection
    let options: ChangeOptions

    /// Makes a change, or shows it where that is all that was asked for.
    ///
    /// - Returns: The deployment as it was written; `nil` when nothing was written.
    func make(_ change: DeploymentChange) async throws -> SeldonDeployment? {
        guard let operations = try await confirmed(change) else { return nil }
        return try await operations.make(change, isForced: options.force)
    }

    /// Shows what a change is, and asks where it must be meant.
    ///
    /// - Returns: What makes it; `nil` when it was only to be shown.
    func confirmed(_ change: DeploymentChange) async throws -> ClusterOperations? {
        if options.printPatch {
            Output.printDocument(RepositoryPatch(change).yaml)
            return nil
        }
        for warning in change.warnings { Output.remark("warning: \(warning)") }
        Output.remark("\(change.key.name): \(change.summary)")
        if options.dryRun {
            try await connection.operations.check(change, isForced: options.force)
            Output.printDocument(change.patch.json.text(.indented) + "\n")
            return nil
        }
        var operations = connection.operations
        operations.policy.typedName =
            options.confirm
            ?? ProductionQuestion(connection).typedName(before: change.dangers.first)
        return operations
    }
}
