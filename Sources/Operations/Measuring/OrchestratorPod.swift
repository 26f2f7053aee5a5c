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
        let containers = pod.containers
        guard let container = containers.first(where: { $0.name == name }),
            pod.metadata.deletionTimestamp == nil,
            let status = pod.containerStatuses.first(where: { $0.name == name }),
            status.json["state"]?["running"] != nil
        else { return nil }
        let flags = OrchestratorPod.flags(of: container)
        self.pod = pod.key
        uid = pod.metadata.uid
        deployment = flags["sdep"] ?? pod.metadata.label("seldon-deployment-id") ?? ""
        predictor = flags["predictor"] ?? pod.metadata.label("version") ?? ""
        port = flags["http_port"].flatMap { Int($0) } ?? 8000
        path = flags["prometheus_path"] ?? "/prometheus"
        address = pod.status["podIP"]?.string ?? ""
        let proxies = ["istio-proxy", "linkerd-proxy"]
        isInMesh =
            containers.contains { proxies.contains($0.name) }
            || (pod.spec["initContainers"]?.elements ?? []).contains {
                $0["name"]?.string.map(proxies.contains) ?? false
            }
    }

    /// The flags of a container, whether their values follow a space or an equals sign.
    static func flags(of container: Container) -> [String: String] {
        var flags: [String: String] = [:]
        var last: String?
        for argument in container.args {
            let dash = UInt8(ascii: "-")
            if argument.utf8.first == dash {
                let name = argument.utf8.drop { $0 == dash }
                if let mark = name.firstIndex(of: UInt8(ascii: "=")) {
                    flags[String(Substring(name[..<mark]))] =
                        String(Substring(name[name.index(after: mark)...]))
                    last = nil
                } else {
                    last = String(Substring(name))
                }
            } else if let name = last {
                flags[name] = argument
                last = nil
            }
        }
        return flags
    }
}
