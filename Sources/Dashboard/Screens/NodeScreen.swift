import Operations
import Terminal

/// One node: what it runs, what it measured, and its pods.
struct NodeScreen {
    let state: DashboardState
    let id: DeploymentID
    let path: NodePath
    let theme: Theme

    /// Draws the page, or the pane beside a graph.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let room = area.inset(columns: 2)
        guard
            let predictor = state.deployment(id)?.predictors.first(where: {
                $0.name == path.predictor
            }),
            let node = predictor.graph.node(named: path.node)
        else {
            grid.write(
                "\(path.node) is gone",
                column: room.column,
                row: room.row + 1,
                style: theme[.caution]
            )
            return
        }
        let lines = lines(of: node, columns: room.columns)
        let isPage = state.page == .node(id, path)
        let scroll = isPage ? min(state.pageScroll, max(0, lines.count - room.rows)) : 0
        for (place, line) in lines.dropFirst(scroll).prefix(room.rows).enumerated() {
            grid.write(line, column: room.column, row: room.row + place, limit: room.columns)
        }
    }

    private func lines(of node: NodeSnapshot, columns: Int) -> [[Span]] {
        var lines: [[Span]] = []
        let severity = Severity(of: node)
        lines.append(
            [
                Span(node.name, theme.style(of: severity, ordinary: .strong)),
                Span("  \(NodeCard.summary(of: node))  ", theme[.faint]),
            ] + theme.spans(forReplicasOf: node)
        )
        for part in node.why?.wrapped(columns: columns) ?? [] {
            lines.append([Span(part, theme.style(of: max(.caution, severity)))])
        }
        lines.append([])
        lines += fact("predictor", path.predictor, columns: columns)
        let image = node.image ?? "none: the orchestrator plays this node"
        lines += fact("image", image, columns: columns)
        for parameter in node.parameters {
            lines += fact(parameter.name, parameter.value, columns: columns)
        }
        lines.append([])
        lines += figures(of: node, columns: columns)
        lines.append([])
        lines += pods(of: node, columns: columns)
        return lines
    }

    private func fact(_ name: String, _ value: String, columns: Int) -> [[Span]] {
        let label = name + String(repeating: " ", count: max(1, 12 - name.columns))
        let parts = value.wrapped(columns: columns - label.columns)
        let indent = String(repeating: " ", count: label.columns)
        return parts.enumerated().map { place, part in
            [Span(place == 0 ? label : indent, theme[.faint]), Span(part, theme[.text])]
        }
    }

    private func figures(of node: NodeSnapshot, columns: Int) -> [[Span]] {
        let spans = FigureSpans(reading: node.figures, now: state.now, theme: theme)
        guard let figures = node.figures.figures else {
            let reason: String =
                if case .missing(let reason?) = node.figures { ": \(reason)" } else { "" }
            return [[Span("no data\(reason)", theme[.stale])]]
        }
        let age = spans.age.map { ", \($0) old" } ?? ""
        let heading = "last \(figures.window.asAge), \(figures.sampleCount) requests\(age)"
        var lines = [[Span("FIGURES ", theme[.faint]), Span(heading, theme[.faint])]]
        let unit = Span(" req/s  ", theme[.faint])
        lines.append(spans.rate + [unit] + spans.errors + [Span(" errors", theme[.faint])])
        lines.append(spans.quantiles)
        if !spans.errorCodes.isEmpty {
            lines.append([
                Span("by code  ", theme[.faint]), Span(spans.errorCodes, theme[.trouble]),
            ])
        }
        lines.append(spans.history(columns: min(60, columns)))
        lines.append([Span("requests a second, last 15 minutes", theme[.faint])])
        return lines
    }

    private func pods(of node: NodeSnapshot, columns: Int) -> [[Span]] {
        guard !node.pods.isEmpty else {
            return node.image == nil ? [] : [[Span("no pods", theme[.caution])]]
        }
        var lines = [[Span("PODS", theme[.faint])]]
        for pod in node.pods {
            let age = pod.createdAt.map { state.now.elapsed(since: $0).asAge } ?? "?"
            lines.append([
                Span(pod.isReady ? "● " : "✖ ", theme[pod.isReady ? .good : .trouble]),
                Span(pod.name, theme[.text]),
            ])
            var spans = [
                Span("  \(pod.status)", theme[pod.isReady ? .text : .trouble]),
                Span("  age \(age)", theme[.faint]),
            ]
            if pod.restarts > 0 {
                let last = pod.lastRestart.map {
                    ", last \(state.now.elapsed(since: $0).asAge) ago"
                }
                spans.append(Span("  ↻ \(pod.restarts) restarts\(last ?? "")", theme[.caution]))
            }
            if let host = pod.host { spans.append(Span("  on \(host)", theme[.faint])) }
            lines.append(spans)
            for part in pod.why?.wrapped(columns: columns - 2) ?? [] {
                lines.append([Span("  \(part)", theme[.trouble])])
            }
        }
        return lines
    }
}

extension NodeSnapshot {
    /// The node of this name in the graph below and with this one.
    func node(named wanted: String) -> NodeSnapshot? {
        if name == wanted { return self }
        for child in children {
            if let found = child.node(named: wanted) { return found }
        }
        return nil
    }
}
