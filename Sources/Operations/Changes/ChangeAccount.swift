import Documents
import Failures
import Kubernetes
import KubernetesClient
import Seldon

/// What the guards judge of a change and the audit log keeps of it, whatever way it is written: as a
/// patch, a manifest, an edit or a deletion.
struct ChangeAccount: Sendable {
    /// What is done.
    var verb: DeploymentChange.Verb
    /// The kind of the object in lower case, such as `pod`.
    var kind = "seldondeployment"
    /// The object.
    var key: ObjectKey
    /// What is done, in one line.
    var summary: String
    /// What it was; an empty object where it was not.
    var before: JSON = [:]
    /// What it is to be; an empty object where it goes.
    var after: JSON = [:]
    /// What of it must be meant.
    var dangers: [DeploymentChange.Danger] = []

    /// The account of a patch.
    init(_ change: DeploymentChange) {
        verb = change.verb
        key = change.key
        summary = change.summary
        before = change.resource.spec
        after = change.outcome?.spec ?? change.resource.spec
        dangers = change.dangers
    }

    /// The account of a deployment that becomes another, that comes or that goes.
    init(
        _ verb: DeploymentChange.Verb,
        _ key: ObjectKey,
        _ summary: String,
        from old: SeldonDeployment?,
        to new: SeldonDeployment?
    ) {
        self.verb = verb
        self.key = key
        self.summary = summary
        before = old?.spec ?? [:]
        after = new?.spec ?? [:]
        guard let old else { return }
        dangers = new.map { DeploymentChange.dangers(from: old, to: $0) } ?? [.deletion]
    }

    /// The account of an object of another kind, of which only its end and its name are kept.
    init(_ verb: DeploymentChange.Verb, _ kind: String, _ key: ObjectKey, _ summary: String) {
        self.verb = verb
        self.kind = kind
        self.key = key
        self.summary = summary
    }
}

extension ClusterOperations {
    /// Makes a change that the guards let through, and keeps in the audit log what came of it.
    ///
    /// - Throws: `OperationsError.readOnly`, `.locked`, `.nameNotTyped`, and what the change throws.
    func guarded<Result>(
        _ account: ChangeAccount,
        _ change: () async throws -> Result
    ) async throws -> Result {
        do {
            try permitChange()
            try policy.permit(account, at: now)
            let result = try await change()
            record(account, result: "done")
            return result
        } catch {
            record(account, result: Failure(describing: error).message)
            throw error
        }
    }

    func record(_ account: ChangeAccount, result: String) {
        let entry = AuditEntry(at: now, who: author, context: context, account, result: result)
        // A log that cannot be written does not stop who must act; the command line says so.
        try? audit?(entry)
    }

    /// Says on the object that it was changed, and by whom.
    func tell(_ account: ChangeAccount, about object: some KubernetesObject) async {
        let reason = account.verb.rawValue.split(separator: "-")
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        await EventRecorder(client, component: "radiant")
            .record(object, reason, "\(account.summary), by \(author)")
    }
}
