import Operations
import Terminal

/// A rollout that is asked for: the form, or what will happen and the patch.
struct RolloutOverlay {
    let dialog: RolloutDialog
    let theme: Theme

    /// Draws the box over the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let box = area.centered(
            Size(columns: min(84, area.columns - 2), rows: min(rows, area.rows))
        )
        grid.fill(box, style: theme[.text])
        let inner = grid.box(
            box,
            style: theme[.accent],
            title:
                "\(dialog.request.title) \(dialog.deployment.name) in \(dialog.deployment.namespace)",
            titleStyle: theme[.strong]
        ).inset(columns: 2)
        switch dialog.stage {
        case .form: drawForm(in: inner, on: &grid)
        case .asking:
            grid.write(
                "asking the cluster what will happen…",
                column: inner.column,
                row: inner.row + 1,
                style: theme[.faint]
            )
        case .confirming(let outlook): draw(outlook, in: inner, on: &grid)
        }
    }

    private var rows: Int {
        switch dialog.stage {
        case .form: 11
        case .asking: 5
        case .confirming(let outlook):
            10 + outlook.warnings.count * 2 + min(16, outlook.patch.count)
                + (outlook.name == nil ? 0 : 2)
        }
    }

    private func drawForm(in inner: Rect, on grid: inout CellGrid) {
        field(0, "steps in percent", dialog.steps, in: inner, on: &grid)
        field(1, "seconds a step", dialog.interval, in: inner, on: &grid)
        toggle(
            2,
            "main becomes what the canary is, at 100 %",
            dialog.finishes,
            in: inner,
            on: &grid
        )
        toggle(3, "ask before each further step", dialog.needsApproval, in: inner, on: &grid)
        let verdict =
            dialog.objection.map { Span("✖ \($0)", theme[.trouble]) }
            ?? Span("✔ errors, p95 against main, readiness and restarts are watched", theme[.good])
        grid.write([verdict], column: inner.column, row: inner.row + 6, limit: inner.columns)
        hints(
            [
                ("↑↓", "field"), ("Space", "switches"), ("Enter", "shows what happens"),
                ("Esc", "closes"),
            ],
            row: inner.row + 8,
            in: inner,
            on: &grid
        )
    }

    private func field(
        _ place: Int,
        _ name: String,
        _ input: TextInput,
        in inner: Rect,
        on grid: inout CellGrid
    ) {
        let row = inner.row + 1 + place
        label(place, name, in: inner, on: &grid)
        let column = inner.column + 20
        if dialog.focus == place {
            grid.fill(
                Rect(column: column, row: row, columns: 30, rows: 1),
                style: theme[.selection]
            )
            grid.draw(
                input,
                column: column,
                row: row,
                columns: 29,
                style: theme[.strong].on(theme[.selection])
            )
        } else {
            grid.write(input.text, column: column, row: row, style: theme[.strong])
        }
    }

    private func toggle(
        _ place: Int,
        _ name: String,
        _ isOn: Bool,
        in inner: Rect,
        on grid: inout CellGrid
    ) {
        label(place, "[\(isOn ? "x" : " ")] \(name)", in: inner, on: &grid)
    }

    private func label(_ place: Int, _ name: String, in inner: Rect, on grid: inout CellGrid) {
        let isFocused = dialog.focus == place
        grid.write(
            [
                Span(isFocused ? "▸ " : "  ", theme[.accent]),
                Span(name, theme[isFocused ? .strong : .text]),
            ],
            column: inner.column,
            row: inner.row + 1 + place,
            limit: inner.columns
        )
    }

    private func draw(_ outlook: RolloutOutlook, in inner: Rect, on grid: inout CellGrid) {
        var row = inner.row + 1
        for line in outlook.sentence.wrapped(columns: inner.columns).prefix(3) {
            grid.write(line, column: inner.column, row: row, style: theme[.strong])
            row += 1
        }
        for warning in outlook.warnings {
            for line in "! \(warning)".wrapped(columns: inner.columns).prefix(2) {
                grid.write(line, column: inner.column, row: row, style: theme[.caution])
                row += 1
            }
        }
        row += 1
        let last = inner.endRow - (outlook.name == nil ? 3 : 5)
        let lines = outlook.patch.dropFirst(dialog.scroll).prefix(max(0, last - row))
        for line in lines {
            grid.write(
                [Span(line, theme[.faint])],
                column: inner.column,
                row: row,
                limit: inner.columns
            )
            row += 1
        }
        if outlook.patch.count > dialog.scroll + lines.count, row > inner.row + 2 {
            grid.write([Span("▼ more", theme[.faint])], endColumn: inner.endColumn, row: row - 1)
        }
        let end = inner.endRow - 2
        if let name = outlook.name {
            let question = "this is production: type \(name) to go on "
            let place = grid.write(
                [Span(question, theme[.trouble])],
                column: inner.column,
                row: end - 2
            )
            grid.draw(
                dialog.typedName,
                column: place,
                row: end - 2,
                columns: max(4, inner.endColumn - place),
                style: theme[.strong]
            )
        }
        let yes = outlook.name == nil ? "y or Enter" : "Enter"
        hints(
            [(yes, "does it"), ("↑↓", "patch"), ("Esc", "leaves it")],
            row: end,
            in: inner,
            on: &grid
        )
    }

    private func hints(
        _ hints: [(String, String)],
        row: Int,
        in inner: Rect,
        on grid: inout CellGrid
    ) {
        let spans = hints.flatMap { key, text in
            [Span(key, theme[.accent]), Span(" \(text)   ", theme[.faint])]
        }
        grid.write(spans, column: inner.column, row: row, limit: inner.columns)
    }
}
