import Operations
import Terminal

/// What was done, the newest at the top, each with the commands of a shell that do the same.
struct CommandLogScreen {
    let state: DashboardState
    let theme: Theme

    private struct Line {
        let spans: [Span]
        let isSelected: Bool
    }

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        guard !state.commandLog.entries.isEmpty else {
            let text = "nothing was done yet that kubectl, curl or radiant could do as well"
            grid.write(text, column: 2, row: area.row + 1, style: theme[.faint])
            return
        }
        let lines = lines(columns: area.columns - 6)
        let focus = lines.firstIndex(where: \.isSelected) ?? 0
        let first = max(0, min(lines.count - area.rows, focus - area.rows / 2))
        for (place, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
            let row = area.row + place
            grid.write(line.spans, column: 2, row: row, limit: area.columns - 4)
            if line.isSelected {
                grid.markSelected(row: row, columns: area.columns, theme)
            }
        }
    }

    private func lines(columns: Int) -> [Line] {
        var lines: [Line] = []
        let entries = state.commandLog.entries.reversed()
        for (place, entry) in entries.enumerated() {
            let isSelected = place == state.commandLog.selected
            let clock = entry.at.clockText(secondsFromGMT: state.secondsFromGMT)
            lines.append(
                Line(
                    spans: [Span("\(clock)  ", theme[.faint])] + spans(for: entry.outcome),
                    isSelected: isSelected
                )
            )
            for command in entry.equivalents {
                for part in command.wrapped(columns: columns) {
                    lines.append(
                        Line(spans: [Span("  \(part)", theme[.text])], isSelected: isSelected)
                    )
                }
            }
        }
        return lines
    }

    private func spans(for outcome: CommandLog.Outcome) -> [Span] {
        switch outcome {
        case .running: [Span("… under way", theme[.caution])]
        case .done: [Span("✔ done", theme[.good])]
        case .failed(let why): [Span("✖ \(why)", theme[.trouble])]
        }
    }
}
