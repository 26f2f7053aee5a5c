import Documents
package import Kubernetes

/// Where a pod's orchestrator is asked for its counters, and whose it is.
package struct OrchestratorPod: Sendable, Hashable {
    /// The pod.
    package var pod: ObjectKey
    /// The pod's uid: one that was made anew counts from zero.
    package var uid: String
    /// The name of the SeldonDeployment.
    package var deployment: String
    /// The name of the predictor.
    package var predictor: String
    /// The port of its REST server.
    package var port: Int
    /// The path of its metrics.
    package var path: String
    /// The address of the pod; empty while it has none.
    package var address: String
    /// Whether a mesh stands before the pod, which may refuse whom it does not know.
    package var isInMesh: Bool

    /// Reads a pod; `nil` when no orchestrator runs in it.
    ///
    /// The operator tells the orchestrator by its arguments whose it is, which is safer than names:
    /// those over 63 characters are hashes.
    package init?(_ pod: Pod) {
        let name = ClusterOperations.orchestratorContainer
        guard pod.metadata.deletionTimestamp == nil,
            let container = pod.containers.first(where: { $0.name == name }),
            let status = pod.containerStatuses.first(where: { $0.name == name }),
            status.json["state"]?["running"] != nil
        else { return nil }
        let flags = OrchestratorPod.flags(of: container)
        self.pod = pod.key
        uid = pod.metadata.uid
        deployment = flags["sdep"] ?? pod.metadata.labels["seldon-deployment-id"] ?? ""
        predictor = flags["predictor"] ?? pod.metadata.labels["version"] ?? ""
        port = flags["http_port"].flatMap { Int($0) } ?? 8000
        path = flags["prometheus_path"] ?? "/prometheus"
        address = pod.status["podIP"]?.string ?? ""
        let names = (pod.spec["initContainers"]?.elements ?? []).compactMap { $0["name"]?.string }
        let proxies: Set = ["istio-proxy", "linkerd-proxy"]
        isInMesh = !proxies.isDisjoint(with: names + pod.containers.map(\.name))
    }

    /// The flags of a container, whether their values follow a space or an equals sign.
    static func flags(of container: Container) -> [String: String] {
        var flags: [String: String] = [:]
        var last: String?
        for argument in container.args {
            if argument.hasPrefix("-") {
                let name = argument.drop { $0 == "-" }
                if let mark = name.firstIndex(of: "=") {
                    flags[String(name[..<mark])] = String(name[name.index(after: mark)...])
                    last = nil
                } else {
                    last = String(name)
                }
            } else if let name = last {
                flags[name] = argument
                last = nil
            }
        }
        return flags
    }
}
