import Operations
import Terminal

/// The events of a deployment, the newest at the top.
struct EventScreen {
    let state: DashboardState
    let theme: Theme

    private static let table = Table(columns: [
        Table.Column("AGO", minimum: 6, isTrailing: true),
        Table.Column("", minimum: 9),
        Table.Column("REASON", minimum: 12, maximum: 22),
        Table.Column("OBJECT", minimum: 18, maximum: 34, dispensability: 2),
        Table.Column("COUNT", minimum: 5, isTrailing: true, dispensability: 3),
        Table.Column("MESSAGE", minimum: 20, maximum: 400),
    ])

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let room = area.inset(columns: 2)
        guard let known = state.events.lines else {
            grid.write("reading the events…", column: 2, row: area.row + 1, style: theme[.faint])
            return
        }
        // Who looks at the past sees what had happened by then.
        let lines = known.filter { state.past == nil || ($0.at.map { $0 <= state.now } ?? true) }
        guard !lines.isEmpty else {
            grid.write(
                "no events; a cluster forgets them after an hour",
                column: 2,
                row: area.row + 1,
                style: theme[.faint]
            )
            return
        }
        let widest = lines.map(\.object.columns).max() ?? 0
        let reasons = lines.map(\.reason.columns).max() ?? 0
        let layout = Self.table.layout(
            in: room.columns,
            content: [6, 9, reasons, widest, 5, 400]
        )
        Self.table.drawHeader(
            layout: layout,
            column: room.column,
            row: area.row,
            style: theme[.faint],
            on: &grid
        )
        let messageColumns = layout.last?.width ?? 20
        var row = area.row + 1
        let first = min(state.events.scroll, max(0, lines.count - 1))
        for line in lines.dropFirst(first) where row < area.endRow {
            let message = line.message.wrapped(columns: messageColumns)
            for (place, part) in message.enumerated() where row < area.endRow {
                Self.table.draw(
                    place == 0
                        ? cells(of: line, message: part)
                        : Self.table.columns.dropLast().map { _ in [] }
                            + [[Span(part, style(of: line))]],
                    layout: layout,
                    column: room.column,
                    row: row,
                    on: &grid
                )
                row += 1
            }
        }
    }

    private func style(of line: EventLine) -> Style {
        theme[line.isWarning ? .caution : .text]
    }

    private func cells(of line: EventLine, message: String) -> [[Span]] {
        let ground = style(of: line)
        return [
            [Span(line.at.map { state.now.elapsed(since: $0).asAge } ?? "?", theme[.faint])],
            [
                Span(
                    line.isWarning ? "▲ Warning" : "  Normal",
                    line.isWarning ? ground : theme[.faint]
                )
            ],
            [Span(line.reason, ground)],
            [Span(line.object, theme[.faint])],
            [Span(line.count > 1 ? "×\(line.count)" : "", theme[.faint])],
            [Span(message, ground)],
        ]
    }
}
