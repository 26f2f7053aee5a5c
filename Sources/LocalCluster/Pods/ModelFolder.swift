import Documents
import Glibc
import Kubernetes

/// The folder of this machine that has a container's model.
///
/// In a cluster an init container brings the model of a `modelUri` to a volume; here a `file://` URI
/// is the folder itself, which stands in the volume's place.
struct ModelFolder: Sendable {
    /// The folder, by the path under which the container mounts it; none when there is a problem.
    let mounts: [String: String]
    /// Why the model is not there, as a sentence.
    let problem: String?

    private static let suffix = "-model-initializer"

    /// Finds the model of a container; `nil` when it has none.
    init?(of container: Container, in pod: Pod) {
        let initializer = (pod.spec["initContainers"]?.elements ?? []).first {
            $0["name"]?.string == container.name + ModelFolder.suffix
        }
        guard let arguments = initializer?["args"]?.elements.compactMap(\.string),
            arguments.count == 2
        else { return nil }
        let (uri, mount) = (arguments[0], arguments[1])
        guard uri.hasPrefix("file:///") else {
            mounts = [:]
            problem =
                "the model \(uri) is not fetched here: only a modelUri such as "
                + "file:///home/me/model is read"
            return
        }
        let folder = String(uri.dropFirst("file://".count))
        mounts = [mount: folder]
        problem =
            access(folder, R_OK) == 0 ? nil : "there is no \(folder), where the model should be"
    }

    /// Whether an init container brings a model.
    static func brings(_ initializer: JSON) -> Bool {
        initializer["name"]?.string?.hasSuffix(suffix) == true
    }
}
