public import Documents
public import Kubernetes

/// One version of the graph with the pods that serve it and its share of the traffic.
public struct PredictorSpec: Sendable, Hashable {
    /// The predictor as it stands in the resource.
    public var json: JSON

    /// Makes a view on a predictor.
    public init(json: JSON) { self.json = json }

    /// The name, unique in the resource.
    public var name: String { json["name"]?.string ?? "" }

    /// The root of the graph.
    public var graph: PredictiveUnit {
        get { PredictiveUnit(json: json["graph"] ?? .object([:])) }
        set { json["graph"] = newValue.json }
    }

    /// The pods, each of which becomes a Deployment.
    public var componentSpecs: [ComponentSpec] {
        get { (json["componentSpecs"]?.elements ?? []).map(ComponentSpec.init) }
        set { json["componentSpecs"] = .array(newValue.map(\.json)) }
    }

    /// The container of a name, in whichever pod it is; `nil` when there is none.
    public func container(named name: String) -> Container? {
        for component in componentSpecs {
            if let found = component.containers.first(where: { $0.name == name }) { return found }
        }
        return nil
    }

    /// How many replicas the pods have that do not say otherwise; `nil` when unset.
    public var replicas: Int? { json["replicas"]?.int }

    /// The share of traffic in percent, for a shadow the mirrored share; 0 when unset.
    public var traffic: Int { json["traffic"]?.int ?? 0 }

    /// Whether it only gets copies of requests.
    public var isShadow: Bool { json["shadow"]?.bool ?? false }

    /// Annotations for its Deployments, pods and Services.
    public var annotations: [String: String] { json["annotations"]?.strings ?? [:] }

    /// Labels for its Deployments and pods.
    public var labels: [String: String] { json["labels"]?.strings ?? [:] }

    /// Whether requests go to the only container, without an orchestrator.
    public var hasNoOrchestrator: Bool { annotations["seldon.io/no-engine"] == "true" }

    /// The seconds after which a Deployment without progress is stuck; `nil` for Kubernetes' 600.
    public var progressDeadlineSeconds: Int? { json["progressDeadlineSeconds"]?.int }

    /// What the orchestrator asks for (`resources`, `env`, `replicas`).
    public var orchestrator: JSON { json["svcOrchSpec"] ?? .object([:]) }
}

/// One pod of a predictor: containers that are placed together.
public struct ComponentSpec: Sendable, Hashable {
    /// The component as it stands in the predictor.
    public var json: JSON

    /// Makes a view on a component.
    public init(json: JSON) { self.json = json }

    /// The name that replaces those of the containers in the Deployment's; empty when absent.
    public var name: String { json["metadata"]?["name"]?.string ?? "" }

    /// Labels for the Deployment and its pods.
    public var labels: [String: String] { json["metadata"]?["labels"]?.strings ?? [:] }

    /// Annotations for the Deployment and its pods.
    public var annotations: [String: String] { json["metadata"]?["annotations"]?.strings ?? [:] }

    /// The containers.
    public var containers: [Container] {
        get { (json["spec"]?["containers"]?.elements ?? []).map(Container.init) }
        set {
            var podSpec = json["spec"] ?? .object([:])
            podSpec["containers"] = .array(newValue.map(\.json))
            json["spec"] = podSpec
        }
    }

    /// How many replicas; `nil` when unset.
    public var replicas: Int? { json["replicas"]?.int }

    /// Whether something else than the resource sets the replica count.
    public var isScaledAutomatically: Bool { json["hpaSpec"] != nil || json["kedaSpec"] != nil }
}
