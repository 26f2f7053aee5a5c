import Operations
import Terminal

/// The keys of a page, from the table that update reads.
struct HelpOverlay {
    let page: Page
    let scroll: Int
    let theme: Theme

    /// Draws the box over the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let lines = lines
        let size = Size(columns: min(76, area.columns - 2), rows: min(lines.count + 2, area.rows))
        let box = area.centered(size)
        grid.fill(box, style: theme[.text])
        let inner = grid.box(
            box,
            style: theme[.border],
            title: "keys of this page",
            titleStyle: theme[.strong]
        ).inset(columns: 1)
        let first = min(scroll, max(0, lines.count - inner.rows))
        for (place, line) in lines.dropFirst(first).prefix(inner.rows).enumerated() {
            grid.write(line, column: inner.column, row: inner.row + place, limit: inner.columns)
        }
        let more = lines.count - first - inner.rows
        let note = more > 0 ? " j: \(more) more lines " : " Esc closes "
        grid.write([Span(note, theme[.faint])], endColumn: box.endColumn - 2, row: box.endRow - 1)
    }

    private var lines: [[Span]] {
        var lines: [[Span]] = []
        for group in KeyTable(for: page).groups {
            if !lines.isEmpty { lines.append([]) }
            lines.append([Span(group.title, theme[.strong])])
            for binding in group.bindings {
                let keys = binding.keys.map(\.label).joined(separator: " ")
                let padding = String(repeating: " ", count: max(1, 18 - keys.columns))
                lines.append([
                    Span("  \(keys)\(padding)", theme[.accent]),
                    Span(binding.summary, theme[.text]),
                ])
            }
        }
        return lines + [[]] + legend
    }

    private var legend: [[Span]] {
        let signs: [(String, String)] = [
            ("● ▲ ✖ ○", "as it should be, incomplete, in trouble, stopped"),
            ("≠", "declared, routed and observed weights differ"),
            ("◌ no data –", "old figures; nobody could be asked; no request came"),
            (">10.0s", "beyond the last bucket: more than that, nobody knows how much"),
            ("─ ═ ╌", "asked next; all asked and joined; a copy, answers dropped"),
        ]
        return [[Span("Signs", theme[.strong])]]
            + signs.map { sign, meaning in
                let padding = String(repeating: " ", count: max(1, 18 - sign.columns))
                return [Span("  \(sign)\(padding)", theme[.text]), Span(meaning, theme[.text])]
            }
    }
}
