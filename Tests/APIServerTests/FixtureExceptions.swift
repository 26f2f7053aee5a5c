import Kubernetes

/// Recorded exchanges that are not compared, with the reason, and what they need to be.
enum FixtureExceptions {
    static let reasons: [String: String] = [
        "error-403-quota": "there are no quotas: nobody shares the machine",
        "error-422-admission-policy": "there are no policies; Seldon's webhook is built in",
    ]

    /// Exchanges of which only what is served here is compared.
    static let parts: Set<String> = ["apis-aggregated"]

    /// Exchanges whose managers are not compared: who installed the object is another.
    static let otherManagers: Set<String> = ["crd-get-metadata"]

    /// What is asked in place of what was recorded, because what was unknown there is served here.
    static let paths: [String: String] = [
        "error-404-group": "/apis/nothing.example/v1beta1/pods"
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
        "page-2": (400, 0), "error-410-continue": (400, 353),
    ]
}
