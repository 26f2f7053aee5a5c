public import Documents
public import Seldon

extension SeldonDeployment {
    /// What only the API server writes on an object.
    private static let written = [
        "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink",
        "deletionTimestamp", "deletionGracePeriodSeconds",
    ]

    /// The deployment as a manifest from which it can be made anew: without its status, what the API
    /// server wrote on it, and the marks that Radiant's own verbs left.
    public var manifest: JSON {
        var json = json
        json["status"] = nil
        for field in SeldonDeployment.written { json["metadata"]?[field] = nil }
        let own = [ChangeMark.annotation, RolloutRecord.annotation]
        for name in own { json["metadata"]?["annotations"]?[name] = nil }
        if json["metadata"]?["annotations"]?.members.isEmpty == true {
            json["metadata"]?["annotations"] = nil
        }
        return json
    }
}
