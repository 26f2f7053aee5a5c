import Operations
import Terminal

/// The line that takes commands, at the foot of the screen, with a palette of what may come next
/// above it.
struct CommandLineOverlay {
    let line: CommandLine
    let state: DashboardState
    let theme: Theme

    private static let mostRows = 10

    /// Draws it over the foot of the page.
    func draw(on grid: inout CellGrid) {
        let bottom = grid.size.rows - 1
        let candidates = line.candidates(in: state)
        drawPalette(candidates, above: bottom, on: &grid)
        grid.fill(Rect(row: bottom, columns: grid.size.columns, rows: 1), style: theme[.text])
        let end = grid.write(":", column: 0, row: bottom, style: theme[.accent].with(.bold))
        grid.draw(
            line.input,
            column: end,
            row: bottom,
            columns: grid.size.columns - end - 1,
            style: theme[.strong]
        )
    }

    private func drawPalette(
        _ candidates: [CommandLine.Candidate],
        above bottom: Int,
        on grid: inout CellGrid
    ) {
        let rows = min(candidates.count, Self.mostRows, max(1, grid.size.rows - 8))
        let box = Rect(row: bottom - max(1, rows) - 1, columns: grid.size.columns, rows: rows + 1)
        grid.fill(
            Rect(row: box.row, columns: box.columns, rows: max(1, rows) + 1),
            style: theme[.text]
        )
        for column in 0..<grid.size.columns {
            grid[column, box.row] = Cell("─", style: theme[.border])
        }
        let note = " Tab completes · ↑↓ choose · Ctrl-p what was typed before "
        grid.write([Span(note, theme[.faint])], endColumn: grid.size.columns - 2, row: box.row)
        guard !candidates.isEmpty else {
            grid.write(usage, column: 1, row: box.row + 1, style: theme[.faint])
            return
        }
        let chosen = line.chosen ?? -1
        let first = max(0, min(chosen - rows + 1, candidates.count - rows))
        let width = min(28, candidates.map(\.usage.columns).max() ?? 0)
        for (place, candidate) in candidates.dropFirst(first).prefix(rows).enumerated() {
            let row = box.row + 1 + place
            let isChosen = first + place == chosen
            let ground = isChosen ? theme[.selection] : theme[.text]
            if isChosen {
                grid.fill(Rect(row: row, columns: grid.size.columns, rows: 1), style: ground)
            }
            grid.write(
                [
                    Span(isChosen ? "▸" : " ", theme[.accent].on(ground)),
                    Span(candidate.usage.padded(to: width), theme[.accent].on(ground)),
                    Span("  \(candidate.summary)", theme[.faint].on(ground)),
                ],
                column: 0,
                row: row,
                limit: grid.size.columns
            )
        }
        let more = candidates.count - first - rows
        if more > 0 {
            grid.write(
                [Span(" \(more) more ", theme[.faint])],
                endColumn: grid.size.columns - 1,
                row: bottom - 1
            )
        }
    }

    /// How the command that was typed is used.
    private var usage: String {
        let name = line.input.text.split(separator: " ").first.map(String.init)
        guard let entry = CommandTable.entries.first(where: { $0.name == name }) else {
            return "there is no such command"
        }
        return "\(entry.usage)  \(entry.summary)"
    }
}
