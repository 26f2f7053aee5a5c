import Operations
import Terminal

/// The graphs of one deployment, and on a wide screen the selected node beside them.
struct GraphScreen {
    let state: DashboardState
    let id: DeploymentID
    let selected: NodePath?
    let theme: Theme
    var isPreview = false

    /// The columns from which the selected node is shown beside the graph.
    private static let wide = 150
    private static let paneColumns = 54

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        guard let deployment = state.deployment(id) else {
            grid.write(
                "\(id.name) is gone",
                column: area.column + 2,
                row: area.row + 1,
                style: theme[.caution]
            )
            return
        }
        var room = area
        if !isPreview {
            let why = deployment.why.map { $0.wrapped(columns: area.columns - 4) } ?? []
            let (top, rest) = area.split(top: 2 + min(3, why.count))
            drawSummary(of: deployment, why: why, in: top, on: &grid)
            room = rest
            if let panel = RolloutPanel(of: deployment, now: state.now, theme: theme) {
                // At least two thirds of the page stay the graph's.
                let rows = min(panel.rows(columns: room.columns), room.rows / 3)
                let (shown, graph) = room.split(top: rows)
                panel.draw(in: shown, on: &grid)
                room = graph
            }
        }
        let path = isPreview ? nil : GraphSelection(of: deployment).settled(selected)
        if !isPreview, area.columns >= Self.wide, let path {
            let (graph, pane) = room.split(left: room.columns - Self.paneColumns)
            drawGraph(of: deployment, path: path, in: graph, on: &grid)
            for row in pane.row..<pane.endRow {
                grid[pane.column, row] = Cell("│", style: theme[.border])
            }
            NodeScreen(state: state, id: id, path: path, theme: theme)
                .draw(in: pane.split(left: 1).rest, on: &grid)
        } else {
            drawGraph(of: deployment, path: path, in: room, on: &grid)
        }
    }

    /// The predictors against the main one, to stand below the graphs where there is room.
    private func comparison(of deployment: DeploymentSnapshot, columns: Int) -> [[Span]] {
        let table = ComparisonTable(deployment: deployment, now: state.now, theme: theme)
        return table.isNeeded ? table.lines(columns: columns) : []
    }

    private func drawSummary(
        of deployment: DeploymentSnapshot,
        why: [String],
        in area: Rect,
        on grid: inout CellGrid
    ) {
        let figures = FigureSpans(reading: deployment.figures, now: state.now, theme: theme)
        let health = deployment.health
        var spans = [Span("\(health.sign) \(health.word)  ", theme.style(of: health))]
        spans += theme.spans(for: deployment.replicas)
        spans.append(Span(" ready  ", theme[.faint]))
        spans += figures.rate
        if deployment.figures.figures != nil {
            spans.append(Span(" req/s  ", theme[.faint]))
            if area.columns >= 90 {
                spans += figures.quantiles
            } else {
                spans += [Span("p99 ", theme[.faint])] + figures.quantile(\.p99)
                spans.append(Span("  ", theme[.text]))
            }
            spans += figures.errors
            spans.append(Span(" errors", theme[.faint]))
        }
        if let age = figures.age { spans.append(Span("  figures \(age) old", theme[.stale])) }
        grid.write(spans, column: area.column + 2, row: area.row, limit: area.columns - 4)
        let severity = max(.caution, Severity(of: deployment))
        grid.write(
            lastChange,
            column: area.column + 2,
            row: area.row + 1,
            limit: area.columns - 4
        )
        for (place, line) in why.prefix(area.rows - 2).enumerated() {
            grid.write(
                line,
                column: area.column + 2,
                row: area.row + 2 + place,
                style: theme.style(of: severity)
            )
        }
    }

    /// What happened last, and since when it is as it is.
    private var lastChange: [Span] {
        guard let mark = state.timeline.marks(of: id, until: state.now).first else {
            let seen = state.timeline.frames.first?.takenAt
            let age = seen.map { state.now.elapsed(since: $0).asAge } ?? "0s"
            return [Span("nothing changed in the \(age) that it was watched", theme[.faint])]
        }
        let clock = mark.at.clockText(secondsFromGMT: state.secondsFromGMT)
        let age = state.now.elapsed(since: mark.at).asAge
        return [
            Span("\(clock) ", theme[.faint]),
            Span("\(mark.kind.sign) ", theme.style(of: mark.kind)),
            Span(mark.text, theme[.text]),
            Span("  \(age) ago", theme[.faint]),
        ]
    }

    private func drawGraph(
        of deployment: DeploymentSnapshot,
        path: NodePath?,
        in area: Rect,
        on grid: inout CellGrid
    ) {
        var room = area.inset(columns: 1)
        let drawing = GraphDrawing(
            deployment: deployment,
            selected: path,
            pending: state.pending.first { $0.deployment == id },
            trends: state.trends(of: id),
            now: state.now,
            theme: theme
        )
        let result: GraphDrawing.Result
        let table = isPreview ? [] : comparison(of: deployment, columns: room.columns)
        let smaller = Size(columns: room.columns, rows: room.rows - table.count - 1)
        let above = table.isEmpty || smaller.rows < 6 ? nil : drawing.drawn(in: smaller)
        if let above, above.grid.size.rows <= smaller.rows {
            result = above
            let (graph, rest) = room.split(top: smaller.rows)
            room = graph
            let top = rest.row + 1
            for (place, line) in table.enumerated() {
                grid.write(
                    line,
                    column: rest.column + 1,
                    row: top + place,
                    limit: rest.columns - 2
                )
            }
        } else {
            result = drawing.drawn(in: room.size)
        }
        let excess = result.grid.size.rows - room.rows
        var first = 0
        if excess > 0, let focus = result.focus {
            // The selected card is seen whole, with the heading above it where that fits.
            first = max(0, min(excess, focus.row - max(1, (room.rows - focus.rows) / 2)))
        }
        grid.blit(
            result.grid,
            from: Rect(row: first, columns: room.columns, rows: room.rows),
            to: Point(column: room.column, row: room.row)
        )
        if first > 0 {
            grid.write([Span("▲ more", theme[.faint])], endColumn: room.endColumn, row: room.row)
        }
        if excess > first {
            grid.write(
                [Span("▼ more", theme[.faint])],
                endColumn: room.endColumn,
                row: room.endRow - 1
            )
        }
    }
}
