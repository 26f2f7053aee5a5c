import Operations
import Terminal

/// The log lines of a deployment or of a node, the newest at the bottom.
struct LogScreen {
    let state: DashboardState
    let theme: Theme

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        var room = area
        if state.logs.isSearching || !state.logs.search.text.isEmpty {
            let (rest, bottom) = area.split(bottom: 1)
            drawSearch(in: bottom, on: &grid)
            room = rest
        }
        let lines = state.logs.lines
        guard !lines.isEmpty else {
            grid.write("no lines yet", column: 2, row: room.row + 1, style: theme[.faint])
            return
        }
        let end = max(0, lines.count - state.logs.scrollBack)
        let shown = lines[max(0, end - room.rows)..<end]
        let podCount = Set(lines.suffix(500).map(\.pod)).count
        for (place, line) in shown.enumerated() {
            draw(line, isAlone: podCount < 2, row: room.row + place, on: &grid)
        }
    }

    private func draw(_ line: LogLine, isAlone: Bool, row: Int, on grid: inout CellGrid) {
        var column = 1
        if let at = line.at {
            let clock = at.clockText(secondsFromGMT: state.secondsFromGMT)
            column = grid.write(clock, column: column, row: row, style: theme[.faint]) + 1
        }
        if !isAlone {
            let source =
                line.pod.isEmpty ? line.container : line.pod.suffix(24) + "/" + line.container
            let limit = min(32, grid.size.columns / 3)
            let name = source.columns > limit ? "…" + source.suffix(limit - 1) : source
            grid.write(name, column: column, row: row, style: theme[.faint], limit: limit)
            column += limit + 1
        }
        let text = line.text.sanitised
        let wanted = state.logs.search.text.lowercased()
        let isMatch = !wanted.isEmpty && text.lowercased().contains(wanted)
        grid.write(
            text.dropFirst(state.logs.indent),
            column: column,
            row: row,
            style: isMatch ? theme[.accent].with(.bold) : theme[.text]
        )
        if isMatch { grid.write("▌", column: 0, row: row, style: theme[.accent]) }
    }

    private func drawSearch(in area: Rect, on grid: inout CellGrid) {
        let end = grid.write("  / ", column: 0, row: area.row, style: theme[.accent])
        if state.logs.isSearching {
            grid.draw(
                state.logs.search,
                column: end,
                row: area.row,
                columns: min(60, area.columns - end),
                style: theme[.text]
            )
        } else {
            grid.write(
                [
                    Span(state.logs.search.text, theme[.strong]),
                    Span("  n below, N above", theme[.faint]),
                ],
                column: end,
                row: area.row
            )
        }
    }
}
