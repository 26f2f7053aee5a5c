import Documents
import Kubernetes

extension Column {
    static let pods = [
        name,
        Column("Ready", description: "Ready containers of all.") { object, _ in
            let pod = Pod(json: object)
            let ready = pod.containerStatuses.count(where: \.isReady)
            return .string("\(ready)/\(pod.containers.count)")
        },
        Column("Status", description: "What the containers say together.") { object, _ in
            .string(status(of: Pod(json: object)))
        },
        Column("Restarts", description: "How often containers were started again.") {
            .string(restarts(of: Pod(json: $0), $1))
        },
        age,
        Column("IP", priority: 1) { object, _ in object["status"]?["podIP"] ?? none },
        Column("Node", priority: 1) { object, _ in object["spec"]?["nodeName"] ?? none },
        Column("Nominated Node", priority: 1) { object, _ in
            object["status"]?["nominatedNodeName"] ?? none
        },
        Column("Readiness Gates", priority: 1) { _, _ in none },
    ]

    static let none: JSON = "<none>"

    /// The word that kubectl shows for a pod: the most telling of phase, reasons and deletion.
    private static func status(of pod: Pod) -> String {
        var word = pod.status["reason"]?.string ?? (pod.phase.isEmpty ? "Pending" : pod.phase)
        if let waiting = initStatus(of: pod) {
            word = waiting
        } else {
            var hasRunning = false
            for container in pod.containerStatuses.reversed() {
                let state = container.json["state"]
                if let reason = container.waitingReason, !reason.isEmpty {
                    word = reason
                } else if let terminated = state?["terminated"] {
                    word = reason(of: terminated)
                } else if container.isReady, state?["running"] != nil {
                    hasRunning = true
                }
            }
            if word == "Completed", hasRunning { word = pod.isReady ? "Running" : "NotReady" }
        }
        if pod.metadata.deletionTimestamp != nil {
            return pod.status["reason"]?.string == "NodeLost" ? "Unknown" : "Terminating"
        }
        return word
    }

    private static func initStatus(of pod: Pod) -> String? {
        let statuses = pod.status["initContainerStatuses"]?.elements ?? []
        for (index, status) in statuses.enumerated() {
            if let terminated = status["state"]?["terminated"] {
                if terminated["exitCode"]?.int == 0 { continue }
                return "Init:" + reason(of: terminated)
            }
            let waiting = status["state"]?["waiting"]?["reason"]?.string ?? ""
            if !waiting.isEmpty, waiting != "PodInitializing" { return "Init:" + waiting }
            return "Init:\(index)/\(statuses.count)"
        }
        return nil
    }

    private static func reason(of terminated: JSON) -> String {
        if let reason = terminated["reason"]?.string, !reason.isEmpty { return reason }
        if let signal = terminated["signal"]?.int, signal != 0 { return "Signal:\(signal)" }
        return "ExitCode:\(terminated["exitCode"]?.int ?? 0)"
    }

    private static func restarts(of pod: Pod, _ now: Timestamp) -> String {
        let last = pod.containerStatuses.compactMap {
            $0.json["lastState"]?["terminated"]?["finishedAt"]?.string.flatMap(Timestamp.init)
        }.max()
        guard pod.restarts > 0, let last else { return "\(pod.restarts)" }
        return "\(pod.restarts) (\(short(now - last)) ago)"
    }
}
