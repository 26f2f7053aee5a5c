import Operations
import Terminal

/// Every notice there was, the newest at the top.
struct MessageScreen {
    let state: DashboardState
    let theme: Theme

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let entries = Array(state.notices.entries.reversed())
        guard !entries.isEmpty else {
            grid.write("nothing was said yet", column: 2, row: area.row + 1, style: theme[.faint])
            return
        }
        let first = min(state.pageScroll, max(0, entries.count - area.rows))
        for (place, entry) in entries.dropFirst(first).prefix(area.rows).enumerated() {
            let clock = entry.at.clockText(secondsFromGMT: state.secondsFromGMT)
            let isTrouble = entry.notice.level == .trouble
            var spans = [
                Span(clock, theme[.faint]),
                Span(
                    (isTrouble ? "  ✖ " : "    ") + entry.notice.message,
                    theme[isTrouble ? .trouble : .text]
                ),
            ]
            if let hint = entry.notice.hint { spans.append(Span("  \(hint)", theme[.faint])) }
            grid.write(spans, column: 2, row: area.row + place, limit: area.columns - 4)
        }
    }
}
