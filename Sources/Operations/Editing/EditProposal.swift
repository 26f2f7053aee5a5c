public import Documents
import Failures
public import Kubernetes
import KubernetesClient
import Seldon

/// A deployment that somebody edited, checked by the API server and not yet written.
public struct EditProposal: Sendable, Hashable {
    /// Which deployment.
    public var key: ObjectKey
    /// The object as it would be written, with the `resourceVersion` that was read, so that nobody's
    /// change in between is overwritten.
    public var object: JSON
    /// What would change, one line each, such as `spec.predictors[0].replicas: 1 → 2`.
    public var changes: [String]
}

extension ClusterOperations {
    /// A deployment as YAML to be edited: without its status and what only programs read.
    ///
    /// Secrets are not masked here, since what is masked could not be written back.
    /// - Throws: `OperationsError.noSuchDeployment`, `.readOnly`.
    public func editableYAML(of key: ObjectKey) async throws -> String {
        try permitChange()
        return Self.editable(try await deployment(key).json).yaml
    }

    private static func editable(_ object: JSON) -> JSON {
        var object = object
        object["status"] = nil
        object["metadata"]?["managedFields"] = nil
        return object
    }

    /// Checks what somebody made of a deployment's YAML: its names and values by our own rules, then
    /// by a dry run of the API server.
    ///
    /// - Parameters:
    ///   - key: The deployment.
    ///   - before: The text that was edited.
    ///   - after: What became of it.
    ///   - path: Where the text is kept, for the words of an error.
    /// - Returns: What would be written, or `nil` when nothing was changed.
    /// - Throws: `OperationsError.badEdit`, `.changedMeanwhile`, `.readOnly`.
    public func proposeEdit(
        of key: ObjectKey,
        before: String,
        after: String,
        path: String?
    ) async throws -> EditProposal? {
        try permitChange()
        let old: JSON
        let new: JSON
        do throws(DocumentError) {
            old = try YAML.json(parsing: before)
            new = try YAML.json(parsing: after)
        } catch {
            throw OperationsError.badEdit(reason: error.failure.message, path: path)
        }
        let differences = old.differences(to: new)
        guard !differences.isEmpty, !new.isNull else { return nil }
        let identity = [new["metadata"]?["name"]?.string, new["metadata"]?["namespace"]?.string]
        guard identity == [key.name, key.namespace], new["kind"] == old["kind"] else {
            throw OperationsError.badEdit(
                reason: "kind, name and namespace cannot be changed",
                path: path
            )
        }
        let proposal = EditProposal(
            key: key,
            object: new,
            changes: differences.map { difference in
                "\(difference.path): \(Self.words(difference.old)) → \(Self.words(difference.new))"
            }
        )
        try await write(proposal, isDryRun: true, path: path)
        return proposal
    }

    /// Writes what was edited, unless somebody else changed the deployment since it was read.
    ///
    /// - Parameters:
    ///   - proposal: What was edited.
    ///   - isForced: Whether a rollout that is under way may be disturbed.
    /// - Throws: `OperationsError.badEdit`, `.changedMeanwhile`, `.readOnly`, `.locked`,
    ///   `.nameNotTyped`, `.rolloutUnderWay`.
    public func submit(_ proposal: EditProposal, isForced: Bool = false) async throws {
        let old = try await deployment(proposal.key)
        let account = ChangeAccount(
            .edit,
            proposal.key,
            proposal.changes.count == 1
                ? proposal.changes[0] : "\(proposal.changes.count) fields edited",
            from: old,
            to: SeldonDeployment(json: proposal.object)
        )
        let written = try await guarded(account) {
            if !isForced { try checkRollout(of: old) }
            return try await keeping(old, account) {
                try await write(proposal, isDryRun: false, path: nil)
            }
        }
        await tell(account, about: written)
    }

    @discardableResult
    private func write(
        _ proposal: EditProposal,
        isDryRun: Bool,
        path: String?
    ) async throws -> SeldonDeployment {
        var options = WriteOptions()
        options.isDryRun = isDryRun
        do {
            return SeldonDeployment(
                json: try await client.update(
                    .seldonDeployment,
                    proposal.key,
                    proposal.object,
                    options: options
                )
            )
        } catch let error as ClientError where error.status?.code == 409 {
            throw OperationsError.changedMeanwhile(deployment: proposal.key.name)
        } catch let error as ClientError
            where error.status?.code == 422 || error.status?.code == 400
        {
            throw OperationsError.badEdit(
                reason: error.status?.message ?? Failure(describing: error).message,
                path: path
            )
        }
    }

    private static func words(_ value: JSON?) -> String {
        value.map { ($0.string ?? $0.text()).shortened(to: 60) } ?? "nothing"
    }
}
