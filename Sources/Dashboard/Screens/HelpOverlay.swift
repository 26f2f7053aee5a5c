import Operations
import Terminal

/// What is possible on a page: its keys, from the table that update reads, the commands, and the
/// signs; searched by words.
struct HelpOverlay {
    let state: DashboardState
    let help: HelpState
    let theme: Theme

    private static let keyColumns = 18

    /// Draws the box over the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let lines = lines
        let size = Size(
            columns: min(80, area.columns - 2),
            rows: help.search.text.isEmpty ? min(lines.count + 3, area.rows) : area.rows
        )
        let box = area.centered(size)
        grid.fill(box, style: theme[.text])
        let inner = grid.box(
            box,
            style: theme[.border],
            title: "what is possible here",
            titleStyle: theme[.strong]
        ).inset(columns: 1)
        let (text, foot) = inner.split(bottom: 1)
        let first = min(help.scroll, max(0, lines.count - text.rows))
        for (place, line) in lines.dropFirst(first).prefix(text.rows).enumerated() {
            grid.write(line, column: text.column, row: text.row + place, limit: text.columns)
        }
        drawFoot(in: foot, more: lines.count - first - text.rows, on: &grid)
    }

    private func drawFoot(in foot: Rect, more: Int, on grid: inout CellGrid) {
        if help.isSearching || !help.search.text.isEmpty {
            let end = grid.write("/ ", column: foot.column, row: foot.row, style: theme[.accent])
            if help.isSearching {
                grid.draw(
                    help.search,
                    column: end,
                    row: foot.row,
                    columns: min(40, foot.columns - 4),
                    style: theme[.strong]
                )
            } else {
                grid.write(help.search.text, column: end, row: foot.row, style: theme[.strong])
            }
        } else {
            grid.write("/ searches", column: foot.column, row: foot.row, style: theme[.faint])
        }
        let note = more > 0 ? "j: \(more) more lines" : "Esc closes"
        grid.write([Span(note, theme[.faint])], endColumn: foot.endColumn, row: foot.row)
    }

    private var lines: [[Span]] {
        let sections = keySections + [commandSection, signSection]
        let words = help.search.text.lowercased().split(separator: " ")
        var lines: [[Span]] = []
        for (title, entries) in sections {
            let found = entries.filter { entry in
                let text = (entry.0 + " " + entry.1 + " " + title).lowercased()
                return words.allSatisfy { text.contains($0) }
            }
            guard !found.isEmpty else { continue }
            if !lines.isEmpty { lines.append([]) }
            lines.append([Span(title, theme[.strong])])
            for (key, summary, obstacle) in found {
                let isPossible = obstacle == nil
                let padding = String(
                    repeating: " ",
                    count: max(1, Self.keyColumns - key.columns)
                )
                lines.append([
                    Span("  \(key)\(padding)", theme[isPossible ? .accent : .faint]),
                    Span(summary, theme[isPossible ? .text : .faint]),
                    Span(obstacle.map { "  (\($0))" } ?? "", theme[.caution]),
                ])
            }
        }
        if lines.isEmpty { lines.append([Span("nothing here is called that", theme[.faint])]) }
        return lines
    }

    /// A key, what it does, and why it does nothing now.
    private typealias Entry = (String, String, String?)

    private var keySections: [(String, [Entry])] {
        let canChange = state.objectionToChanges == nil
        return state.keyTable.groups.map { group in
            (
                group.title,
                group.bindings.map { binding in
                    (
                        binding.keys.map(\.label).joined(separator: " "), binding.summary,
                        state.missingRight(for: binding.action).map {
                            "needs \($0.verb) \($0.shortResource)"
                        }
                            ?? (canChange || !binding.action.isChange ? nil : "not now")
                    )
                }
            )
        }
    }

    private var commandSection: (String, [Entry]) {
        ("Commands", CommandTable.entries.map { (":" + $0.usage, $0.summary, nil) })
    }

    private var signSection: (String, [Entry]) {
        let signs: [(String, String)] = [
            ("● ▲ ✖ ○", "as it should be, incomplete, in trouble, stopped"),
            ("≠", "declared, routed and observed weights differ"),
            ("◌ no data –", "old figures; nobody could be asked; no request came"),
            (">10.0s", "beyond the last bucket: more than that, nobody knows how much"),
            ("─ ═ ╌", "asked next; all asked and joined; a copy, answers dropped"),
        ]
        return ("Signs", signs.map { ($0.0, $0.1, nil) })
    }
}
