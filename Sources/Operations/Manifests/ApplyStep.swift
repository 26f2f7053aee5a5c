import Documents
import Kubernetes
import Seldon

/// One object of a manifest and what a dry run made of it.
struct ApplyStep: Sendable {
    var entry: Manifest.Entry
    var kind: ResourceKind
    var key: ObjectKey
    /// The object as the manifest wants it, with its namespace.
    var wish: JSON
    /// The object that was there; `nil` where there was none.
    var before: JSON?
    /// The object as it would be.
    var after: JSON

    /// What is done to it.
    var change: AppliedObject.Change {
        guard let before else { return .created }
        return ClusterOperations.isSame(before, after) ? .unchanged : .configured
    }

    /// What the user is told.
    var result: AppliedObject {
        let name = kind.group.isEmpty ? kind.singular : "\(kind.singular).\(kind.group)"
        return AppliedObject(kind: name, key: key, change: change)
    }

    /// Whether it is a SeldonDeployment, of whatever version.
    var isDeployment: Bool {
        kind.kind == ResourceKind.seldonDeployment.kind
            && kind.group == ResourceKind.seldonDeployment.group
    }

    /// The deployment that was there, where it is one.
    var oldDeployment: SeldonDeployment? {
        isDeployment ? before.map { SeldonDeployment(json: $0) } : nil
    }

    /// What the guards judge.
    var account: ChangeAccount {
        let summary = "\(change.rawValue) by a manifest"
        guard isDeployment else {
            return ChangeAccount(.apply, kind.singular, key, summary)
        }
        let new = SeldonDeployment(json: after)
        return ChangeAccount(.apply, key, summary, from: oldDeployment, to: new)
    }
}
