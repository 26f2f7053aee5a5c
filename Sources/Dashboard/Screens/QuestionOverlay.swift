import Terminal

/// A question with what would happen; only `y` is yes.
struct QuestionOverlay {
    let question: Question
    let theme: Theme

    /// Draws the box over the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let width = min(area.columns - 4, 100)
        let lines = question.lines.flatMap { $0.sanitised.wrapped(columns: width - 6) }
        let rows = min(area.rows, lines.count + 5)
        let box = area.centered(Size(columns: width, rows: rows))
        grid.fill(box, style: theme[.text])
        let inner = grid.box(
            box,
            lines: .double,
            style: theme[.caution],
            title: question.title,
            titleStyle: theme[.strong]
        ).inset(columns: 2)
        let visible = max(1, inner.rows - 2)
        let first = min(question.scroll, max(0, lines.count - visible))
        for (place, line) in lines.dropFirst(first).prefix(visible).enumerated() {
            grid.write(
                line,
                column: inner.column,
                row: inner.row + place,
                style: theme[.text],
                limit: inner.columns
            )
        }
        let more = lines.count - first - visible
        grid.write(
            [
                Span("y", theme[.accent]), Span(" yes   ", theme[.faint]),
                Span("Enter, Esc, n", theme[.accent]), Span(" no", theme[.strong]),
                Span(more > 0 ? "   j: \(more) more lines" : "", theme[.faint]),
            ],
            column: inner.column,
            row: inner.endRow - 1,
            limit: inner.columns
        )
    }
}
