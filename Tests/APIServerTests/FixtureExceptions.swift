import Kubernetes

/// Recorded exchanges that are not compared, with the reason, and what they need to be.
enum FixtureExceptions {
    static let reasons: [String: String] = [
        "apis-aggregated":
            "fewer groups are served; DocumentTests hold it against the separate documents",
        "crd-get-metadata": "the definition is made by the server and has no labels of a chart",
        "error-404-group": "metrics.k8s.io is served",
        "error-429": "there are no priority levels: nobody shares the server",
        "error-403-quota": "there are no quotas: nobody shares the machine",
        "error-429-eviction": "the pod that was evicted was not recorded",
        "error-410-continue":
            "a page is found as long as its list's snapshot is kept, which here is longer",
        "error-422-admission-policy": "there are no policies; Seldon's webhook is built in",
    ]

    /// Files whose objects were there when an exchange was recorded, though no request made them.
    static let states: [String: [String]] = [
        "pod-log-no-container": ["delete-pod-graceful.json"],
        "delete-precondition-conflict": ["create-dry-run.json", "delete-finalizer.json"],
        "delete-pod-graceful": ["delete-pod-graceful.json"],
        "running-log-tail": ["running-pod-list.json"],
        "running-service-proxy-post": [
            "running-pod-list.json", "running-endpointslice-list.json",
        ],
        "failing-log-waiting": ["failing-pod-imagepullbackoff.json"],
    ]

    /// Exchanges that show all objects of a kind at their moment, which are all that is known of it:
    /// what is answered must be what was there, member by member.
    static let moments: [String: ResourceKind] = [
        "running-pod-list": .pod, "running-replicaset-list": .replicaSet,
        "running-deployment-list": .deployment, "running-node-list": .node,
        "running-endpointslice-list": .endpointSlice, "failing-pod-imagepullbackoff": .pod,
        "failing-pod-crashloop": .pod, "failing-event-list": .event,
        "failing-deployment-deadline": .deployment,
    ]

    /// Exchanges at a version that must have been reached, or must be forgotten.
    static let versions: [String: (reached: Int, forgotten: Int)] = [
        "page-2": (400, 0)
    ]
}
