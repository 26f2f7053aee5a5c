import Operations
import Terminal

/// A text whose parts can be folded: YAML, or a description.
struct DocumentScreen {
    let state: DashboardState
    let theme: Theme

    private var document: DocumentState { state.document }

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let (room, bottom) = area.split(bottom: 1)
        guard let text = document.text else {
            grid.write("reading it…", column: 2, row: room.row + 1, style: theme[.faint])
            return
        }
        for place in 0..<room.rows {
            let index = document.top + place
            guard text.shown.indices.contains(index) else { break }
            draw(text, line: text.shown[index], index: index, row: room.row + place, on: &grid)
        }
        drawFoot(in: bottom, of: text, on: &grid)
    }

    private func draw(
        _ text: FoldedText,
        line: Int,
        index: Int,
        row: Int,
        on grid: inout CellGrid
    ) {
        let isChosen = index == document.cursor
        let ground = isChosen ? theme[.selection] : theme[.text]
        if isChosen {
            grid.fill(Rect(row: row, columns: grid.size.columns, rows: 1), style: ground)
        }
        let isFolded = text.folded.contains(line)
        let sign = isFolded ? "▸" : isChosen && text.extent(of: line) > 0 ? "▾" : " "
        grid.write(sign, column: 0, row: row, style: theme[.accent].on(ground))
        var spans = spans(for: text.lines[line].sanitised).map {
            Span($0.text, $0.style.on(ground))
        }
        if isFolded {
            let count = text.extent(of: line)
            spans.append(
                Span("  … \(count) \(count == 1 ? "line" : "lines")", theme[.faint].on(ground))
            )
        }
        grid.write(spans.dropping(columns: document.indent), column: 2, row: row)
    }

    /// The name of a line, what follows it, and what is searched.
    private func spans(for line: String) -> [Span] {
        let wanted = document.search.text.lowercased()
        if !wanted.isEmpty, line.lowercased().contains(wanted) {
            return [Span(line, theme[.accent].with(.bold))]
        }
        let isYAML = document.target?.kind == .yaml
        guard let end = line.nameEnd(isYAML: isYAML) else { return [Span(line, theme[.text])] }
        return [
            Span(String(line[..<end]), theme[isYAML ? .accent : .faint]),
            Span(String(line[end...]), theme[.text]),
        ]
    }

    private func drawFoot(in area: Rect, of text: FoldedText, on grid: inout CellGrid) {
        if document.isSearching || !document.search.text.isEmpty {
            let end = grid.write("  / ", column: 0, row: area.row, style: theme[.accent])
            if document.isSearching {
                grid.draw(
                    document.search,
                    column: end,
                    row: area.row,
                    columns: min(60, area.columns - end),
                    style: theme[.text]
                )
            } else {
                grid.write(document.search.text, column: end, row: area.row, style: theme[.strong])
            }
        }
        let place = text.shown.isEmpty ? 0 : text.shown[min(document.cursor, text.shown.count - 1)]
        let note = " line \(place + 1) of \(text.lines.count) "
        grid.write([Span(note, theme[.faint])], endColumn: area.endColumn - 1, row: area.row)
    }
}

extension String {
    /// Where the name at the beginning of a line ends, its colon included.
    fileprivate func nameEnd(isYAML: Bool) -> Index? {
        let start = firstIndex { $0 != " " && $0 != "-" } ?? startIndex
        guard let colon = self[start...].firstIndex(of: ":") else { return nil }
        let after = index(after: colon)
        guard after == endIndex || self[after] == " " else { return nil }
        // A sentence is no name.
        let name = self[start..<colon]
        guard name.count < 64, isYAML ? !name.contains(" ") : !name.contains("  ") else {
            return nil
        }
        return after
    }
}

extension [Span] {
    /// The pieces without so many columns at the left.
    func dropping(columns: Int) -> [Span] {
        var rest = columns
        var kept: [Span] = []
        for span in self {
            guard rest > 0 else {
                kept.append(span)
                continue
            }
            let width = span.text.columns
            if width > rest { kept.append(Span(String(span.text.dropFirst(rest)), span.style)) }
            rest = Swift.max(0, rest - width)
        }
        return kept
    }
}
