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

    /// Where the parts of the page are.
    private struct Parts {
        var summary: Rect?
        var why: [String] = []
        var rollout: (panel: RolloutPanel, area: Rect)?
        var graph: Rect
        var pane: Rect?
        /// The node that keys act on.
        var path: NodePath?
    }

    private func parts(of area: Rect, _ deployment: DeploymentSnapshot) -> Parts {
        var parts = Parts(graph: area)
        guard !isPreview else { return parts }
        parts.path = GraphSelection(of: deployment).settled(selected)
        parts.why = deployment.why.map { $0.wrapped(columns: area.columns - 4) } ?? []
        let (top, rest) = area.split(top: 2 + min(3, parts.why.count))
        (parts.summary, parts.graph) = (top, rest)
        if let panel = RolloutPanel(of: deployment, now: state.now, theme: theme) {
            // At least two thirds of the page stay the graph's.
            let rows = min(panel.rows(columns: rest.columns), rest.rows / 3)
            let (shown, graph) = rest.split(top: rows)
            parts.rollout = (panel, shown)
            parts.graph = graph
        }
        if area.columns >= Self.wide, parts.path != nil {
            let (graph, pane) = parts.graph.split(left: parts.graph.columns - Self.paneColumns)
            (parts.graph, parts.pane) = (graph, pane)
        }
        return parts
    }

    /// The node that is drawn at a place.
    func node(at place: Point, in area: Rect) -> NodePath? {
        guard let deployment = state.deployment(id) else { return nil }
        let parts = parts(of: area, deployment)
        let placed = placed(deployment, path: parts.path, in: parts.graph)
        guard placed.room.contains(place) else { return nil }
        let point = Point(
            column: place.column - placed.room.column,
            row: place.row - placed.room.row + placed.first
        )
        return placed.result.areas.first { $0.area.contains(point) }?.path
    }

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        guard let deployment = state.deployment(id) else {
            return grid.writeGone(id.name, in: area.inset(columns: 2), theme)
        }
        let parts = parts(of: area, deployment)
        if let summary = parts.summary {
            drawSummary(of: deployment, why: parts.why, in: summary, on: &grid)
        }
        if let rollout = parts.rollout { rollout.panel.draw(in: rollout.area, on: &grid) }
        drawGraph(of: deployment, path: parts.path, in: parts.graph, on: &grid)
        guard let pane = parts.pane, let path = parts.path else { return }
        for row in pane.row..<pane.endRow {
            grid[pane.column, row] = Cell("│", style: theme[.border])
        }
        NodeScreen(state: state, id: id, path: path, theme: theme)
            .draw(in: pane.split(left: 1).rest, on: &grid)
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

    /// The graphs as they are drawn, and the part of them that is seen.
    private struct Placed {
        var result: GraphDrawing.Result
        var room: Rect
        /// The row of the drawing that is seen at the top.
        var first = 0
        /// The comparison of the predictors, and where it stands.
        var table: (lines: [[Span]], area: Rect)?

        /// How many rows of the drawing are not seen.
        var excess: Int { result.grid.size.rows - room.rows }
    }

    private func placed(
        _ deployment: DeploymentSnapshot,
        path: NodePath?,
        in area: Rect
    ) -> Placed {
        let room = area.inset(columns: 1)
        let drawing = GraphDrawing(
            deployment: deployment,
            selected: path,
            pending: state.pending.first { $0.deployment == id },
            trends: state.trends(of: id),
            now: state.now,
            theme: theme
        )
        let table = isPreview ? [] : comparison(of: deployment, columns: room.columns)
        let smaller = Size(columns: room.columns, rows: room.rows - table.count - 1)
        let above = table.isEmpty || smaller.rows < 6 ? nil : drawing.drawn(in: smaller)
        if let above, above.grid.size.rows <= smaller.rows {
            let (graph, rest) = room.split(top: smaller.rows)
            return Placed(result: above, room: graph, table: (table, rest))
        }
        var placed = Placed(result: drawing.drawn(in: room.size), room: room)
        if placed.excess > 0, let focus = placed.result.focus {
            // The selected card is seen whole, with the heading above it where that fits.
            let above = max(1, (room.rows - focus.rows) / 2)
            placed.first = max(0, min(placed.excess, focus.row - above))
        }
        return placed
    }

    private func drawGraph(
        of deployment: DeploymentSnapshot,
        path: NodePath?,
        in area: Rect,
        on grid: inout CellGrid
    ) {
        let placed = placed(deployment, path: path, in: area)
        let room = placed.room
        if let table = placed.table {
            for (place, line) in table.lines.enumerated() {
                grid.write(
                    line,
                    column: table.area.column + 1,
                    row: table.area.row + 1 + place,
                    limit: table.area.columns - 2
                )
            }
        }
        grid.blit(
            placed.result.grid,
            from: Rect(row: placed.first, columns: room.columns, rows: room.rows),
            to: Point(column: room.column, row: room.row)
        )
        if placed.first > 0 {
            grid.write([Span("▲ more", theme[.faint])], endColumn: room.endColumn, row: room.row)
        }
        if placed.excess > placed.first {
            grid.write(
                [Span("▼ more", theme[.faint])],
                endColumn: room.endColumn,
                row: room.endRow - 1
            )
        }
    }
}
