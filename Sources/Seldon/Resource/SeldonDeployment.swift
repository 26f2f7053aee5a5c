public import Documents
public import Kubernetes

/// A group of predictors that serve requests under one name: the custom resource of Seldon Core v1.
///
/// It is a view on the document, so that fields unknown here survive. The versions `v1`, `v1alpha2`
/// and `v1alpha3` have the same body.
public struct SeldonDeployment: KubernetesObject {
    /// `seldondeployments.machinelearning.seldon.io`.
    public static let resource = ResourceKind.seldonDeployment
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }

    /// The predictors in the order of the resource, which matters: the first gives the status its
    /// address and replica count.
    public var predictors: [PredictorSpec] {
        get { (spec["predictors"]?.elements ?? []).map(PredictorSpec.init) }
        set { spec["predictors"] = .array(newValue.map(\.json)) }
    }

    /// The predictor of a name; `nil` when there is none.
    public func predictor(named name: String) -> PredictorSpec? {
        predictors.first { $0.name == name }
    }

    /// The annotations of the specification, which go to every pod.
    public var annotations: [String: String] { spec["annotations"]?.strings ?? [:] }

    /// The value of an annotation; the specification's wins over the metadata's.
    public func annotation(_ name: String) -> String? {
        annotations[name] ?? metadata.annotations[name]
    }

    /// The protocol of payloads as written: `seldon`, `tensorflow`, `v2` or `kfserving`.
    public var payloadProtocol: String { spec["protocol"]?.string ?? "seldon" }

    /// `rest` or `grpc`: which of the two is probed and preferred.
    public var transport: String { spec["transport"]?.string ?? "rest" }

    /// The kind of server: `rpc` or `kafka`.
    public var serverType: String { spec["serverType"]?.string ?? "rpc" }

    /// The least specific replica count; `nil` when unset.
    public var replicas: Int? { spec["replicas"]?.int }

    /// Whether the orchestrator runs in a pod of its own.
    public var hasSeparateOrchestrator: Bool {
        annotations["seldon.io/engine-separate-pod"] == "true"
    }

    /// The state that the operator reports; `nil` before it saw the resource.
    public var state: DeploymentState? { status["state"]?.string.flatMap(DeploymentState.init) }

    /// What the operator says about the state; empty when it has nothing to say.
    public var stateDescription: String { status["description"]?.string ?? "" }

    /// The conditions of the status.
    public var conditions: [Condition] {
        (status["conditions"]?.elements ?? []).map(Condition.init)
    }

    /// The object names that follow from this one's name.
    public var names: ObjectNames { ObjectNames(deployment: name, namespace: effectiveNamespace) }

    /// The namespace, `default` when none is named.
    public var effectiveNamespace: String { namespace.isEmpty ? "default" : namespace }
}

/// The state of a SeldonDeployment, as its operator reports it.
public enum DeploymentState: String, Sendable, Hashable {
    /// Something is still on its way, be it the first roll-out or a later change.
    case creating = "Creating"
    /// All that was asked for is there.
    case available = "Available"
    /// The operator could not do it, or it does not progress and nothing serves.
    case failed = "Failed"
}
