import Documents
import Kubernetes
public import Seldon

/// A tool that keeps a deployment as a repository has it, and takes other changes back.
public struct Ownership: Sendable, Hashable {
    /// The tool, such as `Argo CD`.
    public var tool: String
    /// What tells that it owns the deployment.
    public var mark: String

    /// What a tool writes on the objects that it owns.
    private static let marks: [(name: String, tool: String)] = [
        ("argocd.argoproj.io/tracking-id", "Argo CD"),
        ("argocd.argoproj.io/instance", "Argo CD"),
        ("kustomize.toolkit.fluxcd.io/name", "Flux"),
        ("helm.toolkit.fluxcd.io/name", "Flux"),
        ("meta.helm.sh/release-name", "Helm"),
    ]

    /// Managers of fields that belong to such tools.
    private static let managers: [(name: String, tool: String)] = [
        ("argocd-controller", "Argo CD"), ("argocd-application-controller", "Argo CD"),
        ("kustomize-controller", "Flux"), ("helm-controller", "Flux"), ("helm", "Helm"),
    ]

    /// The owner of a deployment; `nil` when nothing tells of one.
    public init?(of resource: SeldonDeployment) {
        let texts = resource.metadata.labels.merging(resource.metadata.annotations) { $1 }
        if let found = Ownership.marks.first(where: { texts[$0.name] != nil }) {
            (tool, mark) = (found.tool, "\(found.name): \(texts[found.name] ?? "")")
            return
        }
        let fields = resource.json["metadata"]?["managedFields"]?.elements ?? []
        for entry in fields {
            let name = entry["manager"]?.string ?? ""
            guard let found = Ownership.managers.first(where: { $0.name == name }) else { continue }
            (tool, mark) = (found.tool, "managed by \(name)")
            return
        }
        return nil
    }

    /// What is worth knowing before a change.
    public var warning: String {
        "\(tool) owns this deployment (\(mark)) and will take the change back; --print-patch prints"
            + " it for the repository"
    }
}
