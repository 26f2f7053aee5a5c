import Operations
import Terminal

/// Every deployment in scope, and where there is room the graphs of the selected one below.
struct FleetScreen {
    let state: DashboardState
    let theme: Theme

    private static let table = Table(columns: [
        Table.Column("STATE", minimum: 10),
        Table.Column("NAME", minimum: 14, maximum: 36),
        Table.Column("NAMESPACE", minimum: 9, maximum: 16, dispensability: 6),
        Table.Column("READY", minimum: 5, maximum: 9),
        Table.Column("TRAFFIC", minimum: 15, maximum: 52, dispensability: 2),
        Table.Column("REQ/S", minimum: 7, isTrailing: true),
        Table.Column("P50", minimum: 5, isTrailing: true, dispensability: 8),
        Table.Column("P95", minimum: 5, isTrailing: true, dispensability: 7),
        Table.Column("P99", minimum: 5, isTrailing: true),
        Table.Column("ERRORS", minimum: 6, isTrailing: true),
        Table.Column("15 MIN", minimum: 8, maximum: 24, dispensability: 9),
        Table.Column("AGE", minimum: 5, isTrailing: true, dispensability: 5),
    ])

    /// From how many free rows on they are used for the graphs of the selected deployment.
    private static let previewRows = 12

    /// Where the parts of the page are.
    private struct Parts {
        var filter: Rect?
        var list: Rect
        var preview: Rect?
    }

    private func parts(of area: Rect, _ lines: FleetLines) -> Parts {
        var parts = Parts(list: area)
        if state.fleet.isFiltering || !state.fleet.filter.text.isEmpty {
            let (top, rest) = area.split(top: 1)
            parts = Parts(filter: top, list: rest)
        }
        let list = parts.list
        guard !state.rows.isEmpty, area.columns >= 80, state.fleet.selected != nil else {
            return parts
        }
        let needed = lines.window(in: list.rows).count + 2
        let shown = list.rows >= 40 ? min(needed, list.rows / 2) : needed
        if list.rows - shown >= Self.previewRows {
            let (top, rest) = list.split(top: shown)
            (parts.list, parts.preview) = (top, rest)
        }
        return parts
    }

    /// The deployment that a row, or a note below it, is about.
    func deployment(at place: Point, in area: Rect) -> DeploymentID? {
        let lines = FleetLines(state: state)
        let list = parts(of: area, lines).list
        // The first row has the titles.
        let line = place.row - list.row - 1
        guard line >= 0, list.contains(place) else { return nil }
        let window = lines.window(in: list.rows - 1)
        return window.indices.contains(line) ? state.rows[window[line].row].id : nil
    }

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let lines = FleetLines(state: state)
        let parts = parts(of: area, lines)
        if let filter = parts.filter { drawFilter(in: filter, on: &grid) }
        guard !state.rows.isEmpty else {
            drawEmpty(in: parts.list, on: &grid)
            return
        }
        drawList(lines, in: parts.list, on: &grid)
        if let preview = parts.preview, let id = state.fleet.selected {
            drawPreview(of: id, in: preview, on: &grid)
        }
    }

    private func drawFilter(in area: Rect, on grid: inout CellGrid) {
        let filter = state.fleet.filter
        let end = grid.write("  / ", column: 0, row: area.row, style: theme[.accent])
        if state.fleet.isFiltering {
            grid.draw(filter, column: end, row: area.row, columns: 40, style: theme[.text])
        } else {
            grid.write(
                [Span(filter.text, theme[.strong]), Span("  Esc shows all", theme[.faint])],
                column: end,
                row: area.row
            )
        }
    }

    private func drawEmpty(in area: Rect, on grid: inout CellGrid) {
        let lines = emptyLines(columns: min(100, area.columns - 8))
        let top = area.row + max(0, (area.rows - lines.count) / 2)
        for (place, line) in lines.enumerated() where top + place < area.endRow {
            let column = area.column + (area.columns - line.text.columns) / 2
            grid.write(line.text, column: column, row: top + place, style: line.style)
        }
    }

    /// Why there is nothing to see, and what to try.
    private func emptyLines(columns: Int) -> [Span] {
        guard let snapshot = state.snapshot else {
            return [Span("waiting for the cluster…", theme[.faint])]
        }
        if let health = snapshot.sources.first(where: { $0.source == .apiServer }),
            case .failing(let reason) = health.status
        {
            let hint = "another cluster: radiant --context NAME; one on this machine: radiant up"
            return [Span("the cluster does not answer", theme[.trouble])]
                + reason.wrapped(columns: columns).map { Span($0, theme[.text]) }
                + [Span("", theme[.text]), Span(hint, theme[.faint])]
        }
        if !snapshot.isComplete { return [Span("reading the deployments…", theme[.faint])] }
        if !state.fleet.filter.text.isEmpty {
            return [
                Span("no deployment contains “\(state.fleet.filter.text)”", theme[.text]),
                Span("Esc shows all", theme[.faint]),
            ]
        }
        return [
            Span("there is no SeldonDeployment in \(snapshot.scope.text)", theme[.text]),
            Span("radiant apply -f FILE brings one", theme[.faint]),
        ]
    }

    private func drawList(_ lines: FleetLines, in area: Rect, on grid: inout CellGrid) {
        let inner = area.inset(columns: 2)
        let layout = layout(columns: inner.columns)
        Self.table.drawHeader(
            layout: layout,
            column: inner.column,
            row: area.row,
            style: theme[.faint],
            on: &grid
        )
        for (place, line) in lines.window(in: area.rows - 1).enumerated() {
            let row = area.row + 1 + place
            let deployment = state.rows[line.row]
            switch line.note {
            case nil:
                Self.table.draw(
                    cells(of: deployment, layout: layout),
                    layout: layout,
                    column: inner.column,
                    row: row,
                    on: &grid
                )
                if deployment.id == state.fleet.selected {
                    grid.markSelected(row: row, columns: area.columns, theme)
                }
            case .some(let note):
                grid.write(
                    lines.spans(for: note, on: deployment, theme: theme),
                    column: inner.column + 2,
                    row: row,
                    limit: inner.columns - 2
                )
            }
        }
    }

    private func layout(columns: Int) -> [(index: Int, width: Int)] {
        let widths = state.arrangement.widths
        var content = Self.table.columns.map(\.maximum)
        content[1] = widths.name
        content[2] = widths.namespace
        content[3] = widths.replicas
        content[4] = widths.traffic
        // One namespace alone stands in the head of the screen.
        let isOne = if case .one = state.snapshot?.scope { true } else { false }
        var omitted: Set<Int> = isOne ? [2] : []
        if let chosen = state.fleet.columns {
            for (place, name) in FleetState.columnNames.enumerated() where !chosen.contains(name) {
                omitted.insert(place + 2)
            }
        }
        return Self.table.layout(in: columns, content: content, omitting: omitted)
    }

    private func cells(
        of deployment: DeploymentSnapshot,
        layout: [(index: Int, width: Int)]
    ) -> [[Span]] {
        let figures = FigureSpans(reading: deployment.figures, now: state.now, theme: theme)
        func width(_ index: Int) -> Int { layout.first { $0.index == index }?.width ?? 0 }
        let severity = Severity(of: deployment)
        let health = deployment.health
        return [
            [Span("\(health.sign) \(health.word)", theme.style(of: health))],
            [Span(deployment.id.name, theme.style(of: severity, ordinary: .strong))],
            [Span(deployment.id.namespace, theme[.faint])],
            theme.spans(for: deployment.replicas),
            TrafficCell(of: deployment, theme: theme).spans(columns: width(4)),
            figures.rate,
            figures.quantile(\.p50),
            figures.quantile(\.p95),
            figures.quantile(\.p99),
            figures.errors,
            width(10) == 0 ? [] : figures.history(rates(of: deployment), columns: width(10)),
            [
                Span(
                    deployment.createdAt.map { state.now.elapsed(since: $0).asAge } ?? "",
                    theme[.faint]
                )
            ],
        ]
    }

    private func rates(of deployment: DeploymentSnapshot) -> [Double?] {
        state.trends(of: deployment.id).rates(of: deployment.predictors.filter { !$0.isShadow })
    }

    private func drawPreview(of id: DeploymentID, in area: Rect, on grid: inout CellGrid) {
        for column in 0..<area.columns { grid[column, area.row] = Cell("─", style: theme[.border]) }
        grid.write(
            [Span(" \(id.name) ", theme[.strong])],
            column: 2,
            row: area.row
        )
        let rest = area.split(top: 1).rest
        GraphScreen(state: state, id: id, selected: nil, theme: theme, isPreview: true)
            .draw(in: rest, on: &grid)
    }
}
