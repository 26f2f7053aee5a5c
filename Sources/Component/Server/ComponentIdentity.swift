import Documents
import Telemetry

/// The names under which a component is counted and told of.
public struct ComponentIdentity: Sendable, Hashable {
    /// The node that it is in the graph; empty when unknown.
    public var unit: String
    /// The image that it runs from, such as `radiant/echo:0.1`; empty when unknown.
    public var image: String
    /// The predictor; empty when unknown.
    public var predictor: String
    /// The value of the predictor's label `version`; empty when unknown.
    public var predictorVersion: String
    /// The deployment; empty when unknown.
    public var deployment: String

    /// Makes an identity.
    public init(
        unit: String = "",
        image: String = "",
        predictor: String = "",
        predictorVersion: String = "",
        deployment: String = ""
    ) {
        self.unit = unit
        self.image = image
        self.predictor = predictor
        self.predictorVersion = predictorVersion
        self.deployment = deployment
    }

    /// Reads the environment that Seldon's operator gives to a container.
    public init(environment: [String: String]) {
        let labels = environment["PREDICTOR_LABELS"].flatMap { try? JSON(parsing: $0) }
        self.init(
            unit: environment["PREDICTIVE_UNIT_ID"] ?? "",
            image: environment["PREDICTIVE_UNIT_IMAGE"] ?? "",
            predictor: environment["PREDICTOR_ID"] ?? "",
            predictorVersion: labels?["version"]?.string ?? "",
            deployment: environment["SELDON_DEPLOYMENT_ID"] ?? ""
        )
    }

    /// The image without its tag.
    var imageName: String { parts.name }
    /// The tag of the image, empty when it has none.
    var imageVersion: String { parts.version }

    /// A colon before the last slash belongs to the registry's port, not to a tag.
    private var parts: (name: String, version: String) {
        guard let colon = image.lastIndex(of: ":"), !image[colon...].contains("/") else {
            return (image, "")
        }
        return (String(image[..<colon]), String(image[image.index(after: colon)...]))
    }

    /// The labels of the component's own series, as Seldon's wrapper has them.
    func labels(method: String, worker: Int32) -> LabelSet {
        func known(_ text: String) -> String { text.isEmpty ? "NOT_IMPLEMENTED" : text }
        return [
            "deployment_name": known(deployment), "seldon_deployment_name": known(deployment),
            "image_name": known(imageName), "model_image": known(imageName),
            "image_version": known(imageVersion), "model_version": known(imageVersion),
            "model_name": known(unit), "predictor_name": known(predictor),
            "predictor_version": known(predictorVersion),
            "method": method, "worker_id": String(worker),
        ]
    }
}
