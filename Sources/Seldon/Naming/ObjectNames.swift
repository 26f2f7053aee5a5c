/// The names of the objects that make up a SeldonDeployment.
///
/// A name of more than 63 characters becomes `seldon-` and the MD5 digest of the whole.
public struct ObjectNames: Sendable, Hashable {
    /// The longest name that is used as it is, in characters.
    public static let limit = 63

    /// The name of the SeldonDeployment.
    public var deployment: String
    /// Its namespace.
    public var namespace: String

    /// Makes the names of a deployment.
    public init(deployment: String, namespace: String) {
        self.deployment = deployment
        self.namespace = namespace
    }

    /// The value of the label `seldon-deployment-id`.
    public var id: String { Self.shortened(deployment) }

    /// The Deployment of a component: its own name, or the names of its containers.
    public func component(
        _ component: ComponentSpec,
        at index: Int,
        of predictor: PredictorSpec
    ) -> String {
        let own = component.name
        let last = own.isEmpty ? component.containers.map(\.name).joined(separator: "-") : own
        return Self.shortened("\(deployment)-\(predictor.name)-\(index)-\(last)")
    }

    /// The Deployment of an orchestrator in a pod of its own.
    public func orchestrator(of predictor: PredictorSpec) -> String {
        Self.shortened("\(deployment)-\(predictor.name)-svc-orch")
    }

    /// The Service of a predictor, also the value of the label `seldon-app`.
    public func service(of predictor: PredictorSpec) -> String {
        if let name = predictor.annotations["seldon.io/svc-name"], !name.isEmpty { return name }
        return Self.shortened("\(deployment)-\(predictor.name)")
    }

    /// The Service of a container of the graph.
    public func service(ofContainer container: String, in predictor: PredictorSpec) -> String {
        Self.shortened("\(deployment)-\(predictor.name)-\(container)")
    }

    /// The name under which a Service is reached from anywhere in the cluster.
    public func host(ofService service: String) -> String {
        "\(service).\(namespace).svc.cluster.local"
    }

    /// The path prefix under which gateways serve the deployment.
    public var externalPath: String { "/seldon/\(namespace)/\(deployment)" }

    /// A name, shortened when it is too long.
    public static func shortened(_ name: String) -> String {
        name.utf8.count > limit ? "seldon-" + MD5.hex(name) : name
    }
}
