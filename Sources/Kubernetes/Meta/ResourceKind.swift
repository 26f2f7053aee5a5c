/// A kind of object as the API serves it: its group, version and names.
public struct ResourceKind: Sendable, Hashable {
    /// The API group; empty for the core group.
    public var group: String
    /// The version, such as `v1`.
    public var version: String
    /// The kind, such as `Pod`.
    public var kind: String
    /// The name in paths, such as `pods`.
    public var plural: String
    /// Whether objects live in a namespace.
    public var isNamespaced: Bool
    /// Short names that kubectl knows, such as `po`.
    public var shortNames: [String]

    /// Makes a kind.
    public init(
        _ kind: String,
        plural: String,
        group: String = "",
        version: String = "v1",
        isNamespaced: Bool = true,
        shortNames: [String] = []
    ) {
        self.group = group
        self.version = version
        self.kind = kind
        self.plural = plural
        self.isNamespaced = isNamespaced
        self.shortNames = shortNames
    }

    /// The value of `apiVersion`, such as `v1` or `apps/v1`.
    public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

    /// The name in the singular, in lower case, such as `pod`.
    public var singular: String { kind.lowercased() }

    /// The name with its group as error messages write it, such as `deployments.apps` or `pods`.
    public var qualifiedName: String { group.isEmpty ? plural : "\(plural).\(group)" }

    /// The path of a collection or, with a name, of an object; without namespace, over all of them.
    public func path(
        namespace: String? = nil,
        name: String? = nil,
        subresource: String? = nil
    ) -> String {
        var path = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
        if isNamespaced, let namespace { path += "/namespaces/\(namespace)" }
        path += "/\(plural)"
        if let name { path += "/\(name)" }
        if let subresource { path += "/\(subresource)" }
        return path
    }
}

extension ResourceKind {
    /// `Namespace`.
    public static let namespace = ResourceKind(
        "Namespace",
        plural: "namespaces",
        isNamespaced: false,
        shortNames: ["ns"]
    )
    /// `Node`.
    public static let node = ResourceKind(
        "Node",
        plural: "nodes",
        isNamespaced: false,
        shortNames: ["no"]
    )
    /// `Pod`.
    public static let pod = ResourceKind("Pod", plural: "pods", shortNames: ["po"])
    /// `Service`.
    public static let service = ResourceKind("Service", plural: "services", shortNames: ["svc"])
    /// `Endpoints`.
    public static let endpoints = ResourceKind("Endpoints", plural: "endpoints", shortNames: ["ep"])
    /// `EndpointSlice`.
    public static let endpointSlice = ResourceKind(
        "EndpointSlice",
        plural: "endpointslices",
        group: "discovery.k8s.io"
    )
    /// `PodMetrics` of metrics.k8s.io: what pods use of CPU and memory.
    public static let podMetrics = ResourceKind(
        "PodMetrics",
        plural: "pods",
        group: "metrics.k8s.io",
        version: "v1beta1"
    )
    /// `Event` of the core group.
    public static let event = ResourceKind("Event", plural: "events", shortNames: ["ev"])
    /// `ConfigMap`.
    public static let configMap = ResourceKind(
        "ConfigMap",
        plural: "configmaps",
        shortNames: ["cm"]
    )
    /// `Secret`.
    public static let secret = ResourceKind("Secret", plural: "secrets")
    /// `ServiceAccount`.
    public static let serviceAccount = ResourceKind(
        "ServiceAccount",
        plural: "serviceaccounts",
        shortNames: ["sa"]
    )
    /// `Lease`.
    public static let lease = ResourceKind(
        "Lease",
        plural: "leases",
        group: "coordination.k8s.io"
    )
    /// `Deployment`.
    public static let deployment = ResourceKind(
        "Deployment",
        plural: "deployments",
        group: "apps",
        shortNames: ["deploy"]
    )
    /// `ReplicaSet`.
    public static let replicaSet = ResourceKind(
        "ReplicaSet",
        plural: "replicasets",
        group: "apps",
        shortNames: ["rs"]
    )
    /// `HorizontalPodAutoscaler`.
    public static let horizontalPodAutoscaler = ResourceKind(
        "HorizontalPodAutoscaler",
        plural: "horizontalpodautoscalers",
        group: "autoscaling",
        version: "v2",
        shortNames: ["hpa"]
    )
    /// `PodDisruptionBudget`.
    public static let podDisruptionBudget = ResourceKind(
        "PodDisruptionBudget",
        plural: "poddisruptionbudgets",
        group: "policy",
        shortNames: ["pdb"]
    )
    /// `CustomResourceDefinition`.
    public static let customResourceDefinition = ResourceKind(
        "CustomResourceDefinition",
        plural: "customresourcedefinitions",
        group: "apiextensions.k8s.io",
        isNamespaced: false,
        shortNames: ["crd", "crds"]
    )
    /// Istio's `VirtualService`.
    public static let virtualService = ResourceKind(
        "VirtualService",
        plural: "virtualservices",
        group: "networking.istio.io",
        shortNames: ["vs"]
    )
    /// Istio's `DestinationRule`.
    public static let destinationRule = ResourceKind(
        "DestinationRule",
        plural: "destinationrules",
        group: "networking.istio.io",
        shortNames: ["dr"]
    )
    /// Seldon Core's `SeldonDeployment`.
    public static let seldonDeployment = ResourceKind(
        "SeldonDeployment",
        plural: "seldondeployments",
        group: "machinelearning.seldon.io",
        shortNames: ["sdep"]
    )
}
