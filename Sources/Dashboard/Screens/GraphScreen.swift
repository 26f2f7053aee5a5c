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
            let why = deployment.why.map { $0.wrapped(columns: area.columns - 4) } ?? [""]
            let (top, rest) = area.split(top: 1 + min(3, why.count))
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
            spans += figures.quantiles + figures.errors
            spans.append(Span(" errors", theme[.faint]))
        }
        if let age = figures.age { spans.append(Span("  figures \(age) old", theme[.stale])) }
        grid.write(spans, column: area.column + 2, row: area.row, limit: area.columns - 4)
        let severity = max(.caution, Severity(of: deployment))
        for (place, line) in why.prefix(area.rows - 1).enumerated() {
            grid.write(
                line,
                column: area.column + 2,
                row: area.row + 1 + place,
                style: theme.style(of: severity)
            )
        }
    }

    private func drawGraph(
        of deployment: DeploymentSnapshot,
        path: NodePath?,
        in area: Rect,
        on grid: inout CellGrid
    ) {
        let room = area.inset(columns: 1)
        let result = GraphDrawing(
            deployment: deployment,
            selected: path,
            pending: state.pending.first { $0.deployment == id },
            now: state.now,
            theme: theme
        ).drawn(in: room.size)
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
