import Operations
import Terminal

/// The log lines of a deployment, a node or a pod, the newest at the bottom; those of several
/// predictors side by side where the user wants it.
struct LogScreen {
    let state: DashboardState
    let theme: Theme

    /// From how many columns on two logs fit beside each other.
    private static let columnsForTwo = 72

    private var logs: LogState { state.logs }

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let (room, bottom) = area.split(bottom: 1)
        drawFoot(in: bottom, on: &grid)
        guard !logs.visible.isEmpty else {
            grid.write(emptiness, column: 2, row: room.row + 1, style: theme[.faint])
            return
        }
        let end = max(0, logs.visible.count - logs.scrollBack)
        let lines = logs.visible[..<end]
        let predictors = state.deployment(logs.target?.deployment)?.predictors.map(\.name) ?? []
        if logs.isSplit, predictors.count > 1, area.columns >= Self.columnsForTwo {
            drawSideBySide(lines, predictors, in: room, on: &grid)
        } else {
            draw(lines, in: room, on: &grid)
        }
    }

    private var emptiness: String {
        if let trouble = logs.trouble { return "no lines: \(trouble)" }
        if let puid = logs.target?.puid {
            return logs.lines.isEmpty
                ? "no lines yet" : "none of \(logs.lines.count) lines is of the request \(puid)"
        }
        return logs.lines.isEmpty ? "no lines yet" : "no line matches"
    }

    private func drawSideBySide(
        _ lines: ArraySlice<LogLine>,
        _ predictors: [String],
        in room: Rect,
        on grid: inout CellGrid
    ) {
        let deployment = state.deployment(logs.target?.deployment)
        let shown = predictors.prefix(room.columns / (Self.columnsForTwo / 2))
        let width = room.columns / shown.count
        // Looked up once a pod, not once a line.
        var owners: [String: String] = [:]
        for line in lines.suffix(2000) where owners[line.pod] == nil {
            owners[line.pod] = deployment?.predictor(ofPod: line.pod) ?? ""
        }
        for (place, predictor) in shown.enumerated() {
            let part = Rect(
                column: room.column + place * width,
                row: room.row,
                columns: width - (place == shown.count - 1 ? 0 : 1),
                rows: room.rows
            )
            let (head, rest) = part.split(top: 1)
            grid.write(" \(predictor)", column: head.column, row: head.row, style: theme[.strong])
            let own = lines.suffix(2000).filter { owners[$0.pod] == predictor }
            draw(own[...], in: rest, on: &grid)
            guard place > 0 else { continue }
            for row in part.row..<part.endRow {
                grid[part.column - 1, row] = Cell("│", style: theme[.border])
            }
        }
    }

    /// Draws the last lines that fit, the newest at the bottom.
    private func draw(_ lines: ArraySlice<LogLine>, in room: Rect, on grid: inout CellGrid) {
        let sources = Set(lines.suffix(500).map { "\($0.pod)/\($0.container)" })
        var part = CellGrid(size: room.size, style: theme[.text])
        var rows: [LogRow] = []
        for line in lines.reversed() where rows.count < room.rows {
            rows.insert(
                contentsOf: LogRow.rows(
                    of: line,
                    in: room.columns,
                    state: state,
                    theme: theme,
                    namesSource: sources.count > 1
                ),
                at: 0
            )
        }
        for (place, row) in rows.suffix(room.rows).enumerated() {
            part.write(row.spans, column: 0, row: place)
        }
        grid.blit(part, from: part.bounds, to: Point(column: room.column, row: room.row))
    }

    private func drawFoot(in area: Rect, on grid: inout CellGrid) {
        var column = 1
        if logs.isSearching || !logs.search.text.isEmpty {
            column = grid.write(" / ", column: column - 1, row: area.row, style: theme[.accent])
            if logs.isSearching {
                grid.draw(
                    logs.search,
                    column: column,
                    row: area.row,
                    columns: min(40, area.columns - column),
                    style: theme[.text]
                )
                column += max(12, logs.search.text.columns + 2)
            } else {
                column =
                    grid.write(
                        logs.search.text,
                        column: column,
                        row: area.row,
                        style: theme[.strong]
                    ) + 2
            }
        }
        let words = notes.joined(separator: " · ")
        let width = words.columns
        guard column + width < area.columns else { return }
        grid.write([Span(words, theme[.faint])], endColumn: area.endColumn - 1, row: area.row)
    }

    private var notes: [String] {
        guard let target = logs.target else { return [] }
        var notes: [String] = []
        if let puid = target.puid { notes.append("request \(puid)") }
        if target.isPrevious { notes.append("before the restart") }
        notes.append(target.beginning.words)
        if logs.showsOnlyMatches { notes.append("matches only") }
        if logs.wraps { notes.append("wrapped") }
        if logs.droppedCount > 0 { notes.append("\(logs.droppedCount) older ones dropped") }
        return notes
    }
}
