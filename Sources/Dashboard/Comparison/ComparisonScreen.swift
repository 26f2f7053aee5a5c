import Operations
import Terminal

/// Every predictor against the main one, on a page of its own.
struct ComparisonScreen {
    let state: DashboardState
    let id: DeploymentID
    let theme: Theme

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        guard let deployment = state.deployment(id) else {
            return grid.writeGone(id.name, in: area.inset(columns: 2), theme)
        }
        let table = ComparisonTable(deployment: deployment, now: state.now, theme: theme)
        guard table.isNeeded else {
            let text = "\(id.name) has one predictor: there is nothing to compare"
            grid.write(text, column: area.column + 2, row: area.row + 1, style: theme[.faint])
            return
        }
        let lines = table.lines(columns: area.columns - 4)
        let first = min(state.pageScroll, max(0, lines.count - area.rows))
        for (place, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
            grid.write(
                line,
                column: area.column + 2,
                row: area.row + place,
                limit: area.columns - 4
            )
        }
    }
}
