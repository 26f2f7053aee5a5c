import Operations
import Terminal

/// What a node runs, on which pods, and what happened to it, as lines of text.
struct NodeFacts {
    let node: NodeSnapshot
    let path: NodePath
    let marks: [Mark]
    let now: Moment
    let secondsFromGMT: Int
    let theme: Theme

    /// What happened lately, the newest at the top.
    func changes(columns: Int, limit: Int = 8) -> [[Span]] {
        guard !marks.isEmpty else { return [] }
        var lines = [[heading("CHANGES")]]
        for mark in marks.prefix(limit) {
            let clock = mark.at.clockText(secondsFromGMT: secondsFromGMT)
            let age = now.elapsed(since: mark.at).asAge
            let lead = "\(clock) \(mark.kind.sign) "
            for (place, part) in mark.text.wrapped(columns: columns - lead.columns).enumerated() {
                let start = place == 0 ? lead : String(repeating: " ", count: lead.columns)
                lines.append([Span(start, theme.style(of: mark.kind)), Span(part, theme[.text])])
            }
            lines[lines.count - 1].append(Span("  \(age) ago", theme[.faint]))
        }
        return lines + [[]]
    }

    /// The pods with what they use.
    func pods(columns: Int) -> [[Span]] {
        guard !node.pods.isEmpty else {
            return node.image == nil ? [] : [[Span("no pods", theme[.caution])], []]
        }
        var lines = [[heading("PODS")]]
        for pod in node.pods {
            lines.append([
                Span(pod.isReady ? "● " : "✖ ", theme[pod.isReady ? .good : .trouble]),
                Span(pod.name, theme[.text]),
            ])
            lines.append(status(of: pod))
            if let use = use(of: pod) { lines.append(use) }
            for part in pod.why?.wrapped(columns: columns - 2) ?? [] {
                lines.append([Span("  \(part)", theme[.trouble])])
            }
        }
        return lines + [[]]
    }

    private func status(of pod: PodSnapshot) -> [Span] {
        let age = pod.createdAt.map { now.elapsed(since: $0).asAge } ?? "?"
        var spans = [
            Span("  \(pod.status)", theme[pod.isReady ? .text : .trouble]),
            Span("  age \(age)", theme[.faint]),
        ]
        if pod.restarts > 0 {
            let last = pod.lastRestart.map { ", last \(now.elapsed(since: $0).asAge) ago" }
            let word = pod.restarts == 1 ? "restart" : "restarts"
            spans.append(Span("  ↻ \(pod.restarts) \(word)\(last ?? "")", theme[.caution]))
        }
        if let host = pod.host { spans.append(Span("  on \(host)", theme[.faint])) }
        return spans
    }

    /// What the node's container uses of what it may.
    private func use(of pod: PodSnapshot) -> [Span]? {
        guard let usage = pod.containerUsage[node.name] else { return nil }
        var spans: [Span] = []
        if let cores = usage.cores {
            spans += [Span("  cpu ", theme[.faint]), Span(cores.coresText, theme[.text])]
            spans += bound(cores, node.limits.cores, node.requests.cores, \.coresText)
        }
        if let memory = usage.memory {
            spans += [Span("  memory ", theme[.faint]), Span(memory.bytesText, theme[.text])]
            spans += bound(memory, node.limits.memory, node.requests.memory, \.bytesText)
        }
        return spans
    }

    /// What somebody may use at most, or else asked for; loud when nearly all of a limit is used.
    private func bound(
        _ used: Double,
        _ limit: Double?,
        _ request: Double?,
        _ text: (Double) -> String
    ) -> [Span] {
        if let limit, limit > 0 {
            let share = used / limit
            let style = theme[share >= 0.9 ? .trouble : share >= 0.75 ? .caution : .faint]
            let mark = share >= 0.9 ? "!" : ""
            return [Span(" of \(text(limit)), \(mark)\(share.percentText)", style)]
        }
        guard let request, request > 0 else { return [] }
        return [Span(", asked for \(text(request))", theme[.faint])]
    }

    /// The image, the parameters and the environment.
    func contents(columns: Int) -> [[Span]] {
        var lines = [[heading("RUNS")]]
        let image = node.image ?? "no image: the orchestrator plays this node"
        lines += fact("image", image, columns: columns)
        lines += fact("predictor", path.predictor, columns: columns)
        if let implementation = node.implementation {
            lines += fact("built in", implementation, columns: columns)
        }
        for parameter in node.parameters {
            lines += fact(parameter.name, parameter.value, columns: columns)
        }
        lines.append([])
        guard !node.environment.isEmpty else { return lines }
        lines.append([heading("ENVIRONMENT")])
        for variable in node.environment {
            lines += fact(variable.name, variable.value, columns: columns)
        }
        return lines
    }

    private func heading(_ text: String) -> Span { Span(text, theme[.faint].with(.bold)) }

    private func fact(_ name: String, _ value: String, columns: Int) -> [[Span]] {
        let label = name + String(repeating: " ", count: max(1, 12 - name.columns))
        let parts = value.wrapped(columns: max(10, columns - label.columns))
        guard !parts.isEmpty else { return [[Span(label, theme[.faint])]] }
        let indent = String(repeating: " ", count: label.columns)
        return parts.enumerated().map { place, part in
            [Span(place == 0 ? label : indent, theme[.faint]), Span(part, theme[.text])]
        }
    }
}

extension Double {
    /// Processor cores, such as `25m` or `1.5`, as Kubernetes writes them.
    var coresText: String {
        self < 0.9995 ? "\(Int((self * 1000).rounded()))m" : text(decimals: 1)
    }

    /// Bytes, such as `38Mi` or `1.2Gi`, as Kubernetes writes them.
    var bytesText: String {
        switch self {
        case ..<1_048_576: "\(Int((self / 1024).rounded()))Ki"
        case ..<1_073_741_824: "\(Int((self / 1_048_576).rounded()))Mi"
        default: (self / 1_073_741_824).text(decimals: 1) + "Gi"
        }
    }
}
