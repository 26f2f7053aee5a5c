import Operations
import Terminal

/// The graphs of a deployment, drawn as large as they are; the page shows a part of it.
struct GraphDrawing {
    let deployment: DeploymentSnapshot
    let selected: NodePath?
    let pending: PendingChange?
    let trends: Trends
    let now: Moment
    let theme: Theme

    /// What was drawn.
    struct Result {
        var grid: CellGrid
        /// Where each node stands.
        var areas: [(path: NodePath, area: Rect)] = []
        /// Where the selected node stands.
        var focus: Rect?
    }

    /// The columns that the traffic's trunk takes at the left.
    private static let indent = 4

    /// Draws with as much on each card as the room allows, down to an indented tree.
    func drawn(in room: Size) -> Result {
        if room.columns >= 80 - 2 {
            for density in CardDensity.allCases {
                guard let layouts = layouts(density: density, columns: room.columns - Self.indent)
                else { break }
                let rows = layouts.reduce(1) { $0 + $1.size.rows + 2 }
                if rows - 1 <= room.rows || density == .small {
                    return drawCards(layouts, density: density, columns: room.columns, rows: rows)
                }
            }
        }
        return GraphTree(
            deployment: deployment,
            selected: selected,
            headings: deployment.predictors.map { heading(of: $0) },
            now: now,
            theme: theme
        ).drawn(columns: room.columns)
    }

    private func layouts(density: CardDensity, columns: Int) -> [GraphLayout]? {
        var layouts: [GraphLayout] = []
        for predictor in deployment.predictors {
            guard let layout = GraphLayout(of: predictor.graph, density: density, columns: columns)
            else { return nil }
            layouts.append(layout)
        }
        return layouts
    }

    private func heading(of predictor: PredictorSnapshot) -> PredictorHeading {
        let change = pending.flatMap { pending in
            pending.weights[predictor.name].flatMap { weight in
                weight == predictor.weights.declared && weight == predictor.weights.routed
                    ? nil
                    : PredictorHeading.PendingWeight(
                        weight: weight,
                        age: now.elapsed(since: pending.since).asAge
                    )
            }
        }
        return PredictorHeading(predictor: predictor, pending: change, now: now, theme: theme)
    }

    private func drawCards(
        _ layouts: [GraphLayout],
        density: CardDensity,
        columns: Int,
        rows: Int
    ) -> Result {
        var result = Result(grid: CellGrid(size: Size(columns: columns, rows: rows)))
        var row = 0
        var headingRows: [Int] = []
        for (predictor, layout) in zip(deployment.predictors, layouts) {
            headingRows.append(row)
            result.grid.write(
                heading(of: predictor).spans(columns: columns - Self.indent),
                column: Self.indent - 1,
                row: row,
                limit: columns - Self.indent
            )
            let origin = Point(column: Self.indent, row: row + 1)
            GraphEdges(layout: layout, isShadow: predictor.isShadow, theme: theme)
                .draw(at: origin, on: &result.grid)
            for card in layout.cards {
                let path = NodePath(predictor: predictor.name, node: card.node.name)
                let area = Rect(
                    column: origin.column + card.area.column,
                    row: origin.row + card.area.row,
                    columns: card.area.columns,
                    rows: card.area.rows
                )
                NodeCard(
                    node: card.node,
                    rates: density == .full
                        ? trends.rates(of: predictor.name, node: card.node.name) : [],
                    isSelected: path == selected,
                    isShadow: predictor.isShadow,
                    density: density,
                    now: now,
                    theme: theme
                ).draw(in: area, on: &result.grid)
                result.areas.append((path, area))
                if path == selected { result.focus = area }
            }
            row += layout.size.rows + 2
        }
        drawTrunk(to: headingRows, on: &result.grid)
        return result
    }

    /// The line from which every predictor gets its share; a copy branches off in dashes.
    private func drawTrunk(to rows: [Int], on grid: inout CellGrid) {
        guard let last = rows.last else { return }
        let shadows = deployment.predictors.map(\.isShadow)
        let lastSolid = shadows.lastIndex(of: false).map { rows[$0] } ?? 0
        for row in 0...last {
            let stroke: Unicode.Scalar = row <= lastSolid ? "│" : "╎"
            grid[1, row] = Cell(stroke, style: theme[.border])
        }
        for (place, row) in rows.enumerated() {
            let joint: Unicode.Scalar =
                rows.count == 1 ? "─" : place == 0 ? "┬" : place == rows.count - 1 ? "╰" : "├"
            grid[1, row] = Cell(joint, style: theme[.border])
            grid[2, row] = Cell(shadows[place] ? "╌" : "─", style: theme[.border])
        }
        grid[0, 0] = Cell("●", style: theme[.accent])
    }
}
