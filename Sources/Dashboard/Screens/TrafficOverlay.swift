import Operations
import Terminal

/// New traffic weights: what is, what will be, and the question.
struct TrafficOverlay {
    let dialog: TrafficDialog
    let theme: Theme

    private static let barColumns = 30

    /// Draws the box over the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let rows = dialog.entries.count + 11
        let box = area.centered(Size(columns: min(72, area.columns - 2), rows: rows))
        grid.fill(box, style: theme[.text])
        let inner = grid.box(
            box,
            style: theme[.accent],
            title: "traffic of \(dialog.deployment.name) in \(dialog.deployment.namespace)",
            titleStyle: theme[.strong]
        ).inset(columns: 2)
        let names = dialog.entries.map(\.predictor.columns).max() ?? 0
        var row = inner.row + 1
        for (place, entry) in dialog.entries.enumerated() {
            draw(
                entry,
                isFocused: place == dialog.focus,
                names: names,
                row: row,
                in: inner,
                on: &grid
            )
            row += 1
        }
        row += 1
        drawBars(row: row, in: inner, on: &grid)
        drawVerdict(row: row + 3, in: inner, on: &grid)
    }

    private func draw(
        _ entry: TrafficDialog.Entry,
        isFocused: Bool,
        names: Int,
        row: Int,
        in inner: Rect,
        on grid: inout CellGrid
    ) {
        let former = String(entry.former)
        let column = inner.column + names + 4
        grid.write(
            [
                Span(isFocused && !dialog.isConfirming ? "▸ " : "  ", theme[.accent]),
                Span(entry.predictor, theme[isFocused ? .strong : .text]),
            ],
            column: inner.column,
            row: row
        )
        grid.write([Span(former, theme[.faint])], endColumn: column + 3, row: row)
        grid.write([Span("% →", theme[.faint])], column: column + 3, row: row)
        let place = column + 7
        if isFocused, !dialog.isConfirming {
            grid.fill(Rect(column: place, row: row, columns: 5, rows: 1), style: theme[.selection])
            grid.draw(
                entry.input,
                column: place,
                row: row,
                columns: 4,
                style: theme[.strong].on(theme[.selection])
            )
        } else {
            grid.write(entry.input.text, column: place, row: row, style: theme[.strong])
        }
        grid.write([Span("%", theme[.faint])], column: place + 5, row: row)
        if let weight = entry.weight, weight != entry.former {
            let difference = weight - entry.former
            let sign = difference > 0 ? "▲ +" : "▼ "
            grid.write("\(sign)\(difference)", column: place + 8, row: row, style: theme[.caution])
        }
    }

    private func drawBars(row: Int, in inner: Rect, on grid: inout CellGrid) {
        let before = ShareBar(dialog.entries.map { Double($0.former) })
        // What is short of 100 stays empty; a sum that is too large has no bar.
        let short = 100 - (dialog.sum ?? 0)
        let after = ShareBar(dialog.entries.map { Double($0.weight ?? 0) } + [Double(short)])
        for (place, line) in [("now ", before), ("then", after)].enumerated() {
            grid.write(
                [
                    Span("  \(line.0)  ", theme[.faint]),
                    Span(short < 0 && place == 1 ? "–" : bar(line.1), theme[.accent]),
                ],
                column: inner.column,
                row: row + place
            )
        }
    }

    private func bar(_ shares: ShareBar) -> String {
        guard shares.shares.count > dialog.entries.count, let short = shares.shares.last else {
            return shares.text(columns: Self.barColumns)
        }
        let empty = Int((short / 100 * Double(Self.barColumns)).rounded())
        return ShareBar(shares.shares.dropLast()).text(columns: Self.barColumns - empty)
            + String(repeating: "·", count: empty)
    }

    private func drawVerdict(row: Int, in inner: Rect, on grid: inout CellGrid) {
        let first: Span
        let second: [Span]
        if dialog.isConfirming {
            first = Span(dialog.shellCommand, theme[.text])
            second = [
                Span("y", theme[.accent]), Span(" or ", theme[.faint]),
                Span("Enter", theme[.accent]), Span(" sends it   ", theme[.faint]),
                Span("Esc", theme[.accent]), Span(" goes back", theme[.faint]),
            ]
        } else {
            first =
                dialog.objection.map { Span("✖ \($0)", theme[.trouble]) }
                ?? Span("✔ the weights sum to 100", theme[.good])
            second = [
                Span("↑↓", theme[.accent]), Span(" predictor   ", theme[.faint]),
                Span("+ -", theme[.accent]), Span(" by 5   ", theme[.faint]),
                Span("Enter", theme[.accent]), Span(" shows what is sent   ", theme[.faint]),
                Span("Esc", theme[.accent]), Span(" closes", theme[.faint]),
            ]
        }
        grid.write([first], column: inner.column, row: row, limit: inner.columns)
        grid.write(second, column: inner.column, row: row + 2, limit: inner.columns)
    }
}
