/// The labels by which the objects of a SeldonDeployment are found.
public enum SeldonLabel {
    /// The SeldonDeployment an object belongs to.
    public static let deploymentID = "seldon-deployment-id"
    /// The predictor whose requests a pod takes; selector of the predictor's Service.
    public static let app = "seldon-app"
    /// The predictor's own label, by which the mesh tells versions apart.
    public static let version = "version"
    /// What manages an object.
    public static let managedBy = "app.kubernetes.io/managed-by"
    /// The value of `managedBy`.
    public static let manager = "seldon-core"
    /// Marks the Deployment that holds the orchestrator.
    public static let containsOrchestrator = "seldon-deployment-contains-svcorch"
    /// Marks the objects of a predictor that only gets copies of requests.
    public static let shadow = "seldon.io/shadow"

    /// The label of a container's Service; the name of the container is part of the key.
    public static func service(ofContainer name: String) -> String { "seldon-app-svc-\(name)" }

    /// The label that marks what a unit does; `nil` for one without a type.
    public static func kind(of type: UnitType?) -> String? {
        switch type {
        case .model: "seldon.io/model"
        case .router: "seldon.io/router"
        case .combiner: "seldon.io/combiner"
        case .transformer: "seldon.io/transformer"
        case .outputTransformer: "seldon.io/output-transformer"
        case .unknown, nil: nil
        }
    }
}
