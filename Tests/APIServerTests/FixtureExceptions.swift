/// Recorded exchanges that are not compared, with the reason.
enum FixtureExceptions {
    private static let token = "the token is the recorded server's; pages have a test of their own"
    private static let moment = "the whole state of that moment was not recorded"
    private static let backend = "needs a process behind the proxy; has a test of its own"
    private static let exec = "exec is not served"
    private static let kubelet = "there is no kubelet with an address; the runner keeps the logs"

    static let reasons: [String: String] = [
        "apis-aggregated": "fewer groups are served",
        "crd-get-metadata": "the definition is made by the server and has no labels of a chart",
        "page-2": token,
        "page-3": token,
        "page-old-continue": token,
        "error-410-continue": token,
        "event-list-events-k8s-io": "events are served in the core group only",
        "pod-log-no-kubelet": kubelet,
        "pod-log-kubelet-refused": kubelet,
        "pod-log-no-kubelet-terminating": kubelet,
        "pod-exec-pending": exec,
        "pod-exec-no-upgrade": exec,
        "pod-proxy-refused": backend,
        "pod-proxy-ok": backend,
        "pod-proxy-backend-404": backend,
        "pod-proxy-backend-hangup": backend,
        "running-service-proxy-post": backend,
        "error-406": "a refusal is said in JSON, not in protobuf",
        "error-404-group": "metrics.k8s.io is served",
        "error-429": "there are no priority levels",
        "error-429-eviction": "evictions are not served",
        "error-403-quota": "there are no quotas",
        "error-422-admission-policy": "there are no admission policies",
        "error-401-foreign-client-certificate": "a matter of the listener",
        "running-pod-list": moment,
        "running-replicaset-list": moment,
        "failing-pod-imagepullbackoff": moment,
        "failing-pod-crashloop": moment,
        "failing-event-list": moment,
        "failing-deployment-deadline": moment,
    ]

    /// Files whose objects were there when an exchange was recorded, though no request made them.
    static let states: [String: [String]] = [
        "pod-log-no-container": ["delete-pod-graceful.json"],
        "delete-precondition-conflict": ["create-dry-run.json", "delete-finalizer.json"],
        "delete-pod-graceful": ["delete-pod-graceful.json"],
        "running-log-tail": ["running-pod-list.json"],
        "failing-log-waiting": ["failing-pod-imagepullbackoff.json"],
    ]
}
