import Operations
import Terminal

extension DashboardState {
    /// Opens the graphs of a deployment.
    mutating func openGraph(of id: DeploymentID) {
        show(.graph(id, selected: nil))
    }

    /// Opens the logs of what is selected.
    mutating func openLogs() {
        switch page {
        case .graph(let id, let selected):
            let node = deployment(id).flatMap { GraphSelection(of: $0).settled(selected) }
            openLogs(of: LogTarget(deployment: id, node: node))
        case .node(let id, let path):
            openLogs(of: LogTarget(deployment: id, node: path))
        case .pods(let id):
            if let pod = selectedPod { openLogs(of: LogTarget(deployment: id, pod: pod.pod.name)) }
        case .bench(let id):
            var target = LogTarget(deployment: id)
            if case .prediction(let result) = bench.entry(for: id)?.outcome {
                target.puid = result.puid
            }
            openLogs(of: target)
        default:
            if let subject { openLogs(of: LogTarget(deployment: subject)) }
        }
    }

    /// Opens the logs of a deployment or of a node.
    mutating func openLogs(of target: LogTarget) {
        if logs.target != target {
            let isOfSame = logs.target?.isOfSame(target) ?? false
            logs = isOfSame ? logs.restarted(for: target) : LogState(target: target)
        }
        // One log is followed at a time, so that there is one buffer.
        pages.removeAll { if case .logs = $0 { true } else { false } }
        show(.logs(target))
    }

    /// Opens the events of a deployment.
    mutating func openEvents(of id: DeploymentID) {
        if events.deployment != id { events = EventState(deployment: id) }
        pages.removeAll { if case .events = $0 { true } else { false } }
        show(.events(id))
    }

    /// Opens the pods of a deployment.
    mutating func openPods(of id: DeploymentID) {
        pages.removeAll { if case .pods = $0 { true } else { false } }
        show(.pods(id))
        pods.settle(on: podRows)
    }

    /// Opens a text about a deployment or a pod.
    mutating func openDocument(_ target: DocumentTarget) {
        if document.target != target { document = DocumentState(target: target) }
        pages.removeAll { if case .document = $0 { true } else { false } }
        show(.document(target))
    }

    /// Opens the bench for a deployment.
    mutating func openBench(for id: DeploymentID?) {
        guard let id else { return }
        if bench.running?.deployment != id { bench.turn(to: id) }
        pages.removeAll { if case .bench = $0 { true } else { false } }
        show(.bench(id))
    }

    /// Asks for new weights, or says why there are none to give.
    mutating func askForTraffic(weights: [String: Int] = [:]) {
        if let objection = objectionToChanges {
            notices.tell(objection, at: clock)
            return
        }
        guard let deployment = deployment(subject) else { return }
        guard let dialog = TrafficDialog(for: deployment, weights: weights) else {
            tell(
                .remark,
                "\(deployment.id.name) has one predictor, which gets all traffic",
                hint: "apply a manifest that has a second predictor first: radiant apply -f FILE"
            )
            return
        }
        overlay = .traffic(dialog)
    }
}
