import Kubernetes

/// A permission and what the console needs it for.
struct Need {
    var permission: Permission
    var purpose: String
    /// Whether there is nothing to see without it.
    var isVital: Bool

    private init(_ permission: Permission, _ purpose: String, isVital: Bool = false) {
        self.permission = permission
        self.purpose = purpose
        self.isVital = isVital
    }

    static let all = [
        Need(Permission("list", .seldonDeployment), "to see them", isVital: true),
        Need(Permission("watch", .seldonDeployment), "to see changes", isVital: true),
        Need(Permission("list", .deployment), "to see replicas", isVital: true),
        Need(Permission("watch", .deployment), "to see replicas change"),
        Need(Permission("list", .pod), "to see why one is not ready", isVital: true),
        Need(Permission("watch", .pod), "to see pods come and go"),
        Need(.readMetrics, "for rates and latencies"),
        Need(.readLogs, "for logs"),
        Need(.seeEvents, "for events"),
        Need(Permission("list", .virtualService), "to see what is routed"),
        Need(Permission("list", .podMetrics), "for CPU and memory"),
        Need(.askPredictor, "to ask one predictor"),
        Need(.changeDeployments, "to set traffic and replicas"),
        Need(.createDeployments, "to apply new ones"),
        Need(.deleteDeployments, "to delete them"),
        Need(.restartWorkloads, "to restart pods"),
        Need(.deletePods, "to delete a pod"),
        Need(.execute, "for a shell in a container"),
        Need(.forwardPorts, "to forward ports"),
    ]
}
