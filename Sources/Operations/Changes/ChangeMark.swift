import Documents
import Kubernetes
import Seldon

/// What the last write of ours left on a deployment, so that a later one can tell whether somebody
/// else has been there since.
struct ChangeMark: Equatable {
    /// The annotation, on the metadata of the resource: on its spec it would replace the pods.
    static let annotation = "radiant.dev/change"

    /// The number of the revision that the history keeps from before.
    var revision: Int
    /// What the spec was afterwards.
    var digest: String

    init(revision: Int, digest: String) {
        self.revision = revision
        self.digest = digest
    }

    /// Reads the mark of a deployment; `nil` when it has none.
    init?(of resource: SeldonDeployment) {
        guard let text = resource.metadata.annotations[ChangeMark.annotation],
            let json = try? JSON(parsing: Array(text.utf8)), let revision = json["revision"]?.int,
            let digest = json["digest"]?.string
        else { return nil }
        self.init(revision: revision, digest: digest)
    }

    /// The value of the annotation.
    var text: String {
        let json: JSON = ["digest": .string(digest), "revision": .int(revision)]
        return json.text(.compact)
    }
}
