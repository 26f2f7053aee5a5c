import Kubernetes

extension ServedKind {
    /// All kinds.
    static let all: [ServedKind] =
        core + workloads + [disruptionBudget, namedEvents] + custom
        + [podMetrics, nodeMetrics]

    private static let core = [
        ServedKind(
            resource: .namespace,
            versions: ["v1"],
            schema: "Namespace",
            hasStatus: true,
            verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
            selectableFields: ["status.phase"],
            nameRule: .label,
            columns: Column.namespaces
        ),
        ServedKind(
            resource: .node,
            versions: ["v1"],
            schema: "Node",
            hasStatus: true,
            selectableFields: ["spec.unschedulable"],
            columns: Column.nodes
        ),
        ServedKind(
            resource: .pod,
            versions: ["v1"],
            schema: "Pod",
            hasStatus: true,
            countsGenerations: true,
            subresources: [
                ("attach", ["create", "get"]), ("eviction", ["create"]),
                ("exec", ["create", "get"]), ("log", ["get"]),
                ("portforward", ["create", "get"]),
                ("proxy", ["create", "delete", "get", "patch", "update"]),
            ],
            categories: ["all"],
            selectableFields: [
                "spec.nodeName", "spec.restartPolicy", "spec.schedulerName",
                "spec.serviceAccountName", "status.phase", "status.podIP",
            ],
            columns: Column.pods
        ),
        ServedKind(
            resource: .service,
            versions: ["v1"],
            schema: "Service",
            hasStatus: true,
            subresources: [("proxy", ["create", "delete", "get", "patch", "update"])],
            categories: ["all"],
            selectableFields: ["spec.clusterIP", "spec.type"],
            nameRule: .serviceLabel,
            columns: Column.services
        ),
        ServedKind(
            resource: .endpoints,
            versions: ["v1"],
            schema: "Endpoints",
            columns: Column.endpoints
        ),
        ServedKind(
            resource: .endpointSlice,
            versions: ["v1"],
            schema: "EndpointSlice",
            columns: Column.endpointSlices
        ),
        ServedKind(
            resource: .event,
            versions: ["v1"],
            schema: "Event",
            selectableFields: [
                "involvedObject.apiVersion", "involvedObject.fieldPath", "involvedObject.kind",
                "involvedObject.name", "involvedObject.namespace",
                "involvedObject.resourceVersion", "involvedObject.uid", "reason",
                "reportingComponent", "source", "type",
            ],
            columns: Column.events
        ),
        ServedKind(
            resource: .configMap,
            versions: ["v1"],
            schema: "ConfigMap",
            columns: Column.configMaps
        ),
        ServedKind(
            resource: .secret,
            versions: ["v1"],
            schema: "Secret",
            selectableFields: ["type"],
            columns: Column.secrets
        ),
        ServedKind(
            resource: .serviceAccount,
            versions: ["v1"],
            schema: "ServiceAccount",
            columns: Column.serviceAccounts
        ),
        ServedKind(
            resource: .lease,
            versions: ["v1"],
            schema: "Lease",
            columns: Column.leases
        ),
    ]

    private static let workloads = [
        ServedKind(
            resource: .deployment,
            versions: ["v1"],
            schema: "Deployment",
            hasStatus: true,
            countsGenerations: true,
            hasScale: true,
            hasSelector: true,
            categories: ["all"],
            columns: Column.deployments
        ),
        ServedKind(
            resource: .replicaSet,
            versions: ["v1"],
            schema: "ReplicaSet",
            hasStatus: true,
            countsGenerations: true,
            hasScale: true,
            hasSelector: true,
            categories: ["all"],
            selectableFields: ["status.replicas"],
            columns: Column.replicaSets
        ),
        ServedKind(
            resource: .horizontalPodAutoscaler,
            versions: ["v2", "v1"],
            schema: "HorizontalPodAutoscaler",
            conversions: ["v1": .autoscalingV1],
            hasStatus: true,
            categories: ["all"],
            columns: Column.autoscalers
        ),
    ]

    private static let custom = [
        ServedKind(
            resource: .seldonDeployment,
            versions: ["v1", "v1alpha3", "v1alpha2"],
            schema: "SeldonDeployment",
            isCustom: true,
            hasStatus: true,
            countsGenerations: true,
            hasScale: true
        ),
        ServedKind(
            resource: .virtualService,
            versions: ["v1", "v1beta1", "v1alpha3"],
            schema: "VirtualService",
            isCustom: true,
            hasStatus: true,
            countsGenerations: true,
            categories: ["istio-io", "networking-istio-io"],
            columns: Column.virtualServices
        ),
        ServedKind(
            resource: .destinationRule,
            versions: ["v1", "v1beta1", "v1alpha3"],
            schema: "DestinationRule",
            isCustom: true,
            hasStatus: true,
            countsGenerations: true,
            categories: ["istio-io", "networking-istio-io"],
            columns: Column.destinationRules
        ),
        ServedKind(
            resource: .customResourceDefinition,
            versions: ["v1"],
            schema: "CustomResourceDefinition",
            hasStatus: true,
            verbs: ["get", "list", "watch"],
            categories: ["api-extensions"],
            columns: Column.definitions
        ),
    ]

    /// What pods use of the machine; made when it is asked for, and not stored.
    static let podMetrics = ServedKind(
        resource: .podMetrics,
        versions: ["v1beta1"],
        schema: "PodMetrics",
        verbs: ["get", "list"]
    )

    /// What is used of nodes, made in the same way.
    static let nodeMetrics = ServedKind(
        resource: ResourceKind(
            "NodeMetrics",
            plural: "nodes",
            group: "metrics.k8s.io",
            version: "v1beta1",
            isNamespaced: false
        ),
        versions: ["v1beta1"],
        schema: "NodeMetrics",
        verbs: ["get", "list"]
    )

    private static let byPath: [String: ServedKind] = {
        var result: [String: ServedKind] = [:]
        for kind in all {
            for version in kind.versions {
                result["\(kind.resource.group)/\(version)/\(kind.resource.plural)"] = kind
            }
        }
        return result
    }()

    private static let byName = Dictionary(
        all.map { ($0.resource.qualifiedName, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// The kind that is served under a group, a version and a plural name.
    static func named(group: String, version: String, plural: String) -> ServedKind? {
        byPath["\(group)/\(version)/\(plural)"]
    }

    /// The kind of a resource.
    static func of(_ resource: ResourceKind) -> ServedKind {
        byName[resource.qualifiedName]
            ?? ServedKind(resource: resource, versions: [resource.version], schema: resource.kind)
    }
}
