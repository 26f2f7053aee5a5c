import Documents
import Kubernetes

/// A change as a repository takes it: a patch of Kustomize, which names its target.
public struct RepositoryPatch: Sendable {
    private let change: DeploymentChange

    /// The patch of a change.
    public init(_ change: DeploymentChange) { self.change = change }

    /// The patch as YAML; it tests nothing, since the repository has no generation.
    public var yaml: String {
        let operations = change.patch.operations.filter { operation in
            if case .test = operation { false } else { true }
        }
        var text = """
            # \(change.summary)
            # Under `patches:` of a kustomization.yaml:
            - target:
                group: machinelearning.seldon.io
                kind: SeldonDeployment
                name: \(change.key.name)
                namespace: \(change.key.namespace)
              patch: |-

            """
        for operation in JSONPatch(operations).json.elements {
            text += "    - op: \(operation["op"]?.string ?? "")\n"
            text += "      path: \(operation["path"]?.string ?? "")\n"
            // JSON is YAML, and stands on one line.
            if let value = operation["value"] { text += "      value: \(value.text(.compact))\n" }
        }
        return text
    }
}
