import FoundationEssentials
import Kubernetes
public import Seldon

extension RolloutRecord {
    /// The annotation that a rollout stands in: on the metadata, since one of the spec would replace
    /// the pods.
    public static let annotation = "radiant.dev/rollout"

    /// Reads the rollout of a deployment; `nil` when it has none that can be read.
    public init?(of resource: SeldonDeployment) {
        guard let text = resource.metadata.annotations[RolloutRecord.annotation],
            let record = try? JSONDecoder().decode(RolloutRecord.self, from: Data(text.utf8))
        else { return nil }
        self = record
    }

    /// The value of the annotation.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A record holds nothing that cannot be written: no number of it is infinite.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
