import Documents
import Kubernetes

/// The status of a pod, made from what its containers do.
struct PodReport: Sendable, Hashable {
    /// The pod's address.
    var address: String
    /// When the pod was taken up.
    var startTime: Timestamp
    /// Its containers, in the order of its specification.
    var containers: [ContainerRecord]
    /// Whether the pod is on its way out.
    var isEnding = false

    /// `Pending`, `Running`, `Succeeded` or `Failed`.
    var phase: String {
        var ends: [ProcessEnd] = []
        for container in containers {
            switch container.state {
            case .running: return "Running"
            case .ended(let termination): ends.append(termination.end)
            case .waiting:
                if container.restarts > 0 { return "Running" }
            }
        }
        guard ends.count == containers.count else { return "Pending" }
        return ends.allSatisfy { $0 == .exited(0) } ? "Succeeded" : "Failed"
    }

    /// Whether the pod may get requests.
    var isReady: Bool { !isEnding && containers.allSatisfy(\.isReady) }

    /// The status, its conditions keeping their times where they say what `old` says.
    func status(changing old: JSON, at now: Timestamp) -> JSON {
        let unready = containers.filter { !$0.isReady }.map(\.name)
        let lack =
            unready.isEmpty
            ? nil
            : (
                reason: "ContainersNotReady",
                message: "containers with unready status: [\(unready.joined(separator: " "))]"
            )
        let leaving = isEnding ? (reason: "PodTerminating", message: "the pod is ending") : nil
        return [
            "phase": .string(phase),
            "conditions": .array([
                condition("PodReadyToStartContainers", true, nil, old, now),
                condition("Initialized", true, nil, old, now),
                condition("Ready", isReady, lack ?? leaving, old, now),
                condition("ContainersReady", unready.isEmpty, lack, old, now),
                condition("PodScheduled", true, nil, old, now),
            ]),
            "hostIP": "127.0.0.1",
            "hostIPs": [["ip": "127.0.0.1"]],
            "podIP": .string(address),
            "podIPs": [["ip": .string(address)]],
            "startTime": .string(startTime.description),
            "containerStatuses": .array(containers.map(\.json)),
            "qosClass": old["qosClass"] ?? "BestEffort",
        ]
    }

    private func condition(
        _ type: String,
        _ isTrue: Bool,
        _ why: (reason: String, message: String)?,
        _ old: JSON,
        _ now: Timestamp
    ) -> JSON {
        let status: JSON = isTrue ? "True" : "False"
        let earlier = old["conditions"]?.elements.first { $0["type"]?.string == type }
        let since = earlier?["status"] == status ? earlier?["lastTransitionTime"] : nil
        var json: JSON = [
            "type": .string(type), "status": status, "lastProbeTime": .null,
            "lastTransitionTime": since ?? .string(now.description),
        ]
        if let why, !isTrue {
            json["reason"] = .string(why.reason)
            json["message"] = .string(why.message)
        }
        return json
    }
}
