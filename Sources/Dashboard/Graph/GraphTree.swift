import Operations
import Terminal

/// The graphs of a deployment as an indented tree, for screens that are too narrow for cards.
struct GraphTree {
    let deployment: DeploymentSnapshot
    let selected: NodePath?
    let headings: [PredictorHeading]
    let now: Moment
    let theme: Theme

    private struct Line {
        let spans: [Span]
        let path: NodePath?
        let trailing: [Span]
    }

    /// Draws two lines a node: what it is, and its figures.
    func drawn(columns: Int) -> GraphDrawing.Result {
        var lines: [Line] = []
        for (predictor, heading) in zip(deployment.predictors, headings) {
            if !lines.isEmpty { lines.append(Line(spans: [], path: nil, trailing: [])) }
            lines.append(Line(spans: heading.spans(columns: columns - 1), path: nil, trailing: []))
            add(predictor.graph, of: predictor.name, lead: "", isLast: true, to: &lines)
        }
        var result = GraphDrawing.Result(
            grid: CellGrid(size: Size(columns: columns, rows: lines.count))
        )
        for (row, line) in lines.enumerated() {
            let width = line.trailing.reduce(0) { $0 + $1.text.columns }
            result.grid.write(line.spans, column: 0, row: row, limit: columns - width - 1)
            result.grid.write(line.trailing, endColumn: columns, row: row)
            guard let path = line.path else { continue }
            let area = Rect(row: row, columns: columns, rows: 1)
            result.areas.append((path, area))
            if path == selected {
                result.grid.restyle(area) { $0.on(theme[.selection]) }
                result.focus = area
            }
        }
        return result
    }

    private func add(
        _ node: NodeSnapshot,
        of predictor: String,
        lead: String,
        isLast: Bool,
        to lines: inout [Line]
    ) {
        let severity = Severity(of: node)
        let sign = severity == .trouble ? "✖ " : severity == .caution ? "▲ " : ""
        let figures = FigureSpans(reading: node.figures, now: now, theme: theme)
        lines.append(
            Line(
                spans: [
                    Span(lead + (isLast ? "╰─ " : "├─ "), theme[.border]),
                    Span(sign + node.name, theme.style(of: severity, ordinary: .strong)),
                    Span(
                        node.complaint.map { " · \($0)" } ?? "",
                        theme.style(of: severity)
                    ),
                    Span("  \(NodeCard.summary(of: node))", theme[.faint]),
                ],
                path: NodePath(predictor: predictor, node: node.name),
                trailing: theme.spans(forReplicasOf: node) + [Span("  ")] + figures.brief
            )
        )
        let below = lead + (isLast ? "   " : "│  ")
        if let why = node.why {
            lines.append(
                Line(
                    spans: [Span(below + why, theme.style(of: severity))],
                    path: nil,
                    trailing: []
                )
            )
        }
        for (place, child) in node.children.enumerated() {
            add(
                child,
                of: predictor,
                lead: below,
                isLast: place == node.children.count - 1,
                to: &lines
            )
        }
    }
}
