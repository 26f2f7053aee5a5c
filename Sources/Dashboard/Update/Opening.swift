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
        default:
            if let subject { openLogs(of: LogTarget(deployment: subject)) }
        }
    }

    /// Opens the logs of a deployment or of a node.
    mutating func openLogs(of target: LogTarget) {
        if logs.target != target { logs = LogState(target: target) }
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

    /// Opens the bench for a deployment.
    mutating func openBench(for id: DeploymentID?) {
        guard let id else { return }
        if bench.result?.deployment != id, bench.running?.deployment != id {
            bench.result = nil
            bench.failure = nil
            bench.predictor = nil
        }
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

    /// Does what a key means on the bench.
    mutating func performOnBench(_ action: Action, _ id: DeploymentID) -> [Command] {
        switch action {
        case .open:
            guard bench.running == nil else { return [] }
            let request = bench.request(for: id)
            bench.running = request
            bench.startedAt = now
            bench.result = nil
            bench.failure = nil
            bench.completions = []
            if !bench.input.text.isEmpty, bench.history.last != bench.input.text {
                bench.history = Array((bench.history + [bench.input.text]).suffix(50))
            }
            return [.predict(request)]
        case .right:
            return [.completePath(bench.input.text)]
        case .order:
            let names = deployment(id)?.predictors.map(\.name) ?? []
            guard let place = bench.predictor.flatMap({ names.firstIndex(of: $0) }) else {
                bench.predictor = names.first
                return []
            }
            bench.predictor = place + 1 < names.count ? names[place + 1] : nil
        case .up: bench.recall(step: 1)
        case .down: bench.recall(step: -1)
        default: break
        }
        return []
    }
}
