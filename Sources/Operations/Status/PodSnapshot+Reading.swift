import Documents
package import Kubernetes

extension PodSnapshot {
    /// Reads a pod and the events about it.
    package init(_ pod: Pod, events: [Event] = []) {
        let restarted = pod.containerStatuses.filter { $0.restartCount > 0 }
            .compactMap { $0.json["lastState"]?["terminated"]?["finishedAt"]?.string }
            .compactMap(Timestamp.init).max()
        self.init(
            uid: pod.metadata.uid,
            name: pod.name,
            status: PodSnapshot.word(for: pod),
            isReady: pod.isReady,
            restarts: pod.restarts,
            lastRestart: restarted.map(Moment.init),
            createdAt: pod.metadata.creationTimestamp.map(Moment.init),
            host: pod.nodeName,
            why: pod.isReady ? nil : PodTrouble(pod, events: events)?.line,
            containers: pod.containers.map(\.name)
        )
    }

    /// The word that `kubectl get pods` prints under STATUS.
    package static func word(for pod: Pod) -> String {
        var word = pod.status["reason"]?.string ?? pod.phase
        if word.isEmpty { word = "Pending" }
        var anyRuns = false
        // From the last to the first, so that the first container in trouble has the last word.
        for status in pod.containerStatuses.reversed() {
            let state = status.json["state"]
            if let waiting = status.waitingReason {
                word = waiting
            } else if let ended = state?["terminated"] {
                let reason = ended["reason"]?.string ?? ""
                let signal = ended["signal"]?.int ?? 0
                word =
                    !reason.isEmpty
                    ? reason
                    : signal != 0 ? "Signal:\(signal)" : "ExitCode:\(ended["exitCode"]?.int ?? 0)"
            } else if status.isReady, state?["running"] != nil {
                anyRuns = true
            }
        }
        if word == "Completed", anyRuns { word = pod.isReady ? "Running" : "NotReady" }
        if pod.metadata.deletionTimestamp != nil {
            word = pod.status["reason"]?.string == "NodeLost" ? "Unknown" : "Terminating"
        }
        return word
    }
}
