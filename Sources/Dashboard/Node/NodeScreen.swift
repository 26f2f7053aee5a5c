import Operations
import Terminal

/// One node: how long its requests took and when that changed, its pods, and what it runs.
struct NodeScreen {
    let state: DashboardState
    let id: DeploymentID
    let path: NodePath
    let theme: Theme

    /// From so many columns on what it runs stands beside the charts.
    private static let wide = 150
    private static let factColumns = 62

    /// Draws the page, or the pane beside a graph.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let room = area.inset(columns: 2)
        guard
            let predictor = state.deployment(id)?.predictors.first(where: {
                $0.name == path.predictor
            }),
            let node = predictor.graph.node(named: path.node)
        else {
            return grid.writeGone(path.node, in: room, theme)
        }
        if room.columns >= Self.wide {
            let (left, right) = room.split(left: room.columns - Self.factColumns - 3)
            blit(charts(of: node, in: left.size), to: left, on: &grid)
            let pane = Rect(
                column: right.column + 3,
                row: right.row,
                columns: Self.factColumns,
                rows: right.rows
            )
            blit(canvas(facts(of: node, columns: pane.columns), pane.columns), to: pane, on: &grid)
        } else {
            var whole = charts(of: node, in: room.size)
            whole.append(canvas(facts(of: node, columns: room.columns), room.columns))
            blit(whole, to: room, on: &grid)
        }
    }

    /// Shows a part of what was drawn, scrolled as far as the user went.
    private func blit(_ canvas: CellGrid, to room: Rect, on grid: inout CellGrid) {
        let isPage = state.page == .node(id, path)
        let excess = max(0, canvas.size.rows - room.rows)
        let scroll = isPage ? min(state.pageScroll, excess) : 0
        grid.blit(
            canvas,
            from: Rect(row: scroll, columns: room.columns, rows: room.rows),
            to: Point(column: room.column, row: room.row)
        )
        if excess > scroll {
            grid.write(
                [Span("▼ more", theme[.faint])],
                endColumn: room.endColumn,
                row: room.endRow - 1
            )
        }
    }

    private var marks: [Mark] {
        state.timeline.marks(of: id, until: state.now).filter { $0.concerns(path) }
    }

    /// The name, the newest figures and the charts.
    private func charts(of node: NodeSnapshot, in size: Size) -> CellGrid {
        let lines = head(of: node, columns: size.columns)
        let charts = NodeCharts(
            steps: state.trends(of: id).steps(of: path.predictor, node: path.node),
            marks: marks,
            thresholds: node.figures.figures?.thresholds ?? .standard,
            axis: state.now,
            secondsFromGMT: state.secondsFromGMT,
            theme: theme
        )
        // Beside a graph, or on a small screen, the pods shall be seen as well.
        let available = max(11, size.rows - lines.count - (size.columns >= 80 ? 4 : 12))
        let rows = charts.rows(in: available)
        var canvas = CellGrid(
            size: Size(columns: size.columns, rows: lines.count + rows),
            style: theme[.text]
        )
        for (row, line) in lines.enumerated() {
            canvas.write(line, column: 0, row: row, limit: size.columns)
        }
        charts.draw(
            in: Rect(row: lines.count, columns: size.columns, rows: available),
            on: &canvas
        )
        return canvas
    }

    private func facts(of node: NodeSnapshot, columns: Int) -> [[Span]] {
        let facts = NodeFacts(
            node: node,
            path: path,
            marks: marks,
            now: state.now,
            secondsFromGMT: state.secondsFromGMT,
            theme: theme
        )
        return facts.pods(columns: columns) + facts.changes(columns: columns)
            + facts.contents(columns: columns)
    }

    private func canvas(_ lines: [[Span]], _ columns: Int) -> CellGrid {
        var canvas = CellGrid(
            size: Size(columns: columns, rows: lines.count),
            style: theme[.text]
        )
        for (row, line) in lines.enumerated() {
            canvas.write(line, column: 0, row: row, limit: columns)
        }
        return canvas
    }

    // MARK: - Head

    private func head(of node: NodeSnapshot, columns: Int) -> [[Span]] {
        let severity = Severity(of: node)
        let sign = severity == .trouble ? "✖ " : severity == .caution ? "▲ " : ""
        var lines = [
            [
                Span(sign + node.name, theme.style(of: severity, ordinary: .strong)),
                Span("  \(NodeCard.summary(of: node))  ", theme[.faint]),
            ] + theme.spans(forReplicasOf: node)
        ]
        for part in node.why?.wrapped(columns: columns) ?? [] {
            lines.append([Span(part, theme.style(of: max(.caution, severity)))])
        }
        return lines + figures(of: node, columns: columns) + [[]]
    }

    private func figures(of node: NodeSnapshot, columns: Int) -> [[Span]] {
        let spans = FigureSpans(reading: node.figures, now: state.now, theme: theme)
        guard let figures = node.figures.figures else {
            let reason: String =
                if case .missing(let reason?) = node.figures { ": \(reason)" } else { "" }
            return [[Span("no data\(reason)", theme[.stale])]]
        }
        let unit = Span(" req/s  ", theme[.faint])
        let errors = spans.errors + [Span(" errors", theme[.faint])]
        let first =
            columns < 64
            ? [spans.rate + [unit] + errors, spans.quantiles]
            : [spans.rate + [unit] + spans.quantiles + errors]
        let age = spans.age.map { ", \($0) old" } ?? ""
        var second = [
            Span(
                "over the last \(figures.window.asAge), \(figures.sampleCount) requests\(age)",
                theme[spans.isStale ? .stale : .faint]
            )
        ]
        if !spans.errorCodes.isEmpty {
            second.append(Span("  by code ", theme[.faint]))
            second.append(Span(spans.errorCodes, theme[.trouble]))
        }
        return first + [second]
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
