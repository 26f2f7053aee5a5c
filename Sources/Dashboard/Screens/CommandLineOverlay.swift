import Operations
import Terminal

/// The line that takes commands, at the foot of the screen, with what may come next above it.
struct CommandLineOverlay {
    let line: CommandLine
    let state: DashboardState
    let theme: Theme

    /// Draws it over the notice and the hints.
    func draw(on grid: inout CellGrid) {
        let bottom = grid.size.rows - 1
        grid.fill(Rect(row: bottom - 1, columns: grid.size.columns, rows: 2), style: theme[.text])
        grid.write(suggestions, column: 1, row: bottom - 1, limit: grid.size.columns - 2)
        let end = grid.write(":", column: 0, row: bottom, style: theme[.accent].with(.bold))
        grid.draw(
            line.input,
            column: end,
            row: bottom,
            columns: grid.size.columns - end - 1,
            style: theme[.strong]
        )
    }

    private var suggestions: [Span] {
        let words = line.input.text.split(separator: " ")
        let exact = CommandLine.entries.first { $0.name == words.first.map(String.init) }
        if let exact, words.count <= 1, !line.input.text.hasSuffix(" ") {
            return [Span(exact.usage, theme[.accent]), Span("  \(exact.summary)", theme[.faint])]
        }
        let candidates = line.candidates(in: state.snapshot, selected: state.subject)
        guard candidates.isEmpty else {
            return candidates.flatMap { [Span($0, theme[.text]), Span("  ")] }
        }
        return exact.map { [Span($0.usage, theme[.faint])] } ?? []
    }
}
