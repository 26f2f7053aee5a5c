import Operations
import Terminal

extension DashboardState {
    /// Does what a key means on the page of logs.
    mutating func performOnLogs(_ action: Action, _ target: LogTarget) {
        var target = target
        switch action {
        case .filter: logs.isSearching = true
        case .follow, .bottom: logs.scrollBack = 0
        case .left: logs.indent = max(0, logs.indent - 8)
        case .right: logs.indent += 8
        case .nextMatch, .previousMatch:
            if !logs.find(step: action == .nextMatch ? 1 : -1) {
                tell(.remark, "no further line holds “\(logs.search.text)”")
            }
        case .onlyMatches:
            logs.showsOnlyMatches.toggle()
            if logs.search.text.isEmpty { logs.isSearching = true }
        case .timestamps: logs.timeStyle = logs.timeStyle.next
        case .wrap: logs.wraps.toggle()
        case .split: splitLogs()
        case .since:
            target.beginning = target.beginning.next
            openLogs(of: target)
        case .previousLogs:
            target.isPrevious.toggle()
            openLogs(of: target)
        default:
            if let step = step(for: action, count: logs.visible.count) { logs.scroll(by: step) }
        }
    }

    private mutating func splitLogs() {
        guard (deployment(page.deployment)?.predictors.count ?? 0) > 1 else {
            return tell(.remark, "there is one predictor, and nothing to set it beside")
        }
        logs.isSplit.toggle()
    }

    /// The rows that the text of a document has; its last one is for the search.
    var documentRows: Int { max(1, bodyRows - 1) }

    /// Does what a key means on a page of text with parts.
    mutating func performOnDocument(_ action: Action) -> [Command] {
        switch action {
        case .filter: document.isSearching = true
        case .fold, .open: document.toggle(rows: documentRows)
        case .foldAll: document.toggleAll(rows: documentRows)
        case .left: document.indent = max(0, document.indent - 8)
        case .right: document.indent += 8
        case .nextMatch: findInDocument(step: 1)
        case .previousMatch: findInDocument(step: -1)
        case .refresh:
            guard let target = document.target else { return [] }
            return [.unfollow(.document(target)), .follow(.document(target))]
        default:
            let count = document.text?.shown.count ?? 0
            if let step = step(for: action, count: count) {
                document.move(by: step, rows: documentRows)
            }
        }
        return []
    }

    /// Goes to the next or the previous line of the document that holds what is searched.
    mutating func findInDocument(step: Int) {
        if !document.find(step: step, rows: documentRows) {
            let side = step > 0 ? "below" : "above"
            tell(.remark, "no line \(side) holds “\(document.search.text)”")
        }
    }

    /// Does what a key means on the page of pods.
    mutating func performOnPods(_ action: Action, _ id: DeploymentID) -> [Command] {
        let rows = podRows
        pods.settle(on: rows)
        if let step = step(for: action, count: rows.count) {
            pods.move(by: step, in: rows)
            return []
        }
        guard let pod = selectedPod?.pod else { return [] }
        switch action {
        case .open: openDocument(DocumentTarget(.description, of: id, pod: pod.name))
        case .shell:
            let container = pod.containers.first { $0 != ClusterOperations.orchestratorContainer }
            return [.shell(id, pod: pod.name, container: container ?? pod.containers.first ?? "")]
        case .portForward:
            let forward = Subscription.forward(id, pod: pod.name)
            if forwards.remove(forward) == nil { forwards.insert(forward) }
        case .deletePod:
            overlay = .question(
                Question(
                    title: "delete the pod \(pod.name)?",
                    lines: deletionLines(of: pod, id),
                    command: .deletePod(id, pod: pod.name)
                )
            )
        default: break
        }
        return []
    }

    private func deletionLines(of pod: PodSnapshot, _ id: DeploymentID) -> [String] {
        let predictor = deployment(id)?.predictors.first { $0.pods.contains { $0.uid == pod.uid } }
        let ready = predictor?.pods.count { $0.isReady } ?? 0
        var lines = [
            "\(pod.status), \(pod.isReady ? "ready" : "not ready"), of predictor "
                + "\(predictor?.name ?? "?"); its Deployment makes a new one"
        ]
        if pod.isReady, ready == 1 {
            lines.append("it is the only ready pod of the predictor: requests will fail meanwhile")
        }
        return lines + ["kubectl delete pod -n \(id.namespace) \(pod.name)"]
    }

    /// Writes what is on the page to a file.
    mutating func save(to path: String?) -> [Command] {
        let (lines, kind): ([String], String) =
            switch page {
            case .logs: (logs.visible.map(\.savedText), "log")
            case .document(let target):
                (document.text?.lines ?? [], target.kind == .yaml ? "yaml" : "txt")
            case .bench(let id): bench.entry(for: id)?.outcome.saved ?? ([], "json")
            case .messages: (notices.entries.map(\.notice.message), "txt")
            default: ([], "")
            }
        guard !lines.isEmpty else {
            tell(.trouble, "there is nothing here that could be saved")
            return []
        }
        return [.save(lines: lines, path: path, kind: kind)]
    }
}

extension CaseIterable where Self: Equatable {
    /// The case after this one; the first after the last.
    var next: Self {
        let all = Array(Self.allCases)
        let place = all.firstIndex(of: self) ?? 0
        return all[(place + 1) % all.count]
    }
}

extension LogLine {
    /// The line with all that is known of it.
    fileprivate var savedText: String {
        let time = at.map { $0.preciseText + " " } ?? ""
        return "\(time)\(pod)/\(container) \(text)"
    }
}
