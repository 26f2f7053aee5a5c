import Operations
import Terminal

/// A node as a box.
struct NodeCard {
    let node: NodeSnapshot
    /// Its requests a second over the last 15 minutes.
    let rates: [Double?]
    let isSelected: Bool
    let isShadow: Bool
    let density: CardDensity
    let now: Moment
    let theme: Theme

    /// Draws the box with its figures.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let severity = Severity(of: node)
        let inner = grid.box(
            area,
            lines: lines(for: severity),
            style: isSelected ? theme[.accent] : theme.style(of: severity, ordinary: .border),
            title: title(for: severity),
            titleStyle: severity == .ordinary
                ? theme[.strong].with(isSelected ? .bold : [])
                : theme.style(of: severity).with(severity == .trouble ? .reverse : [])
        )
        let text = inner.inset(columns: 1)
        let figures = FigureSpans(reading: node.figures, now: now, theme: theme)
        if density == .small {
            grid.write(
                (node.image == nil ? [] : replicas + [Span(" ")]) + figures.brief,
                column: text.column,
                row: text.row,
                limit: text.columns
            )
            return
        }
        if density == .compact {
            drawCompactHead(figures, in: text, on: &grid)
            drawQuantiles(figures, in: text, row: text.row + 1, on: &grid)
            return
        }
        drawHead(in: text, on: &grid)
        drawRate(figures, in: text, row: text.row + 1, on: &grid)
        drawQuantiles(figures, in: text, row: text.row + 2, on: &grid)
        guard density == .full else { return }
        let last = text.endRow - 1
        if let why = node.why {
            grid.write(
                why,
                column: text.column,
                row: last,
                style: theme.style(of: severity),
                limit: text.columns
            )
        } else {
            grid.write(
                figures.history(rates, columns: text.columns),
                column: text.column,
                row: last
            )
        }
    }

    private func lines(for severity: Severity) -> LineSet {
        if severity == .trouble { return .double }
        if isSelected { return .heavy }
        return isShadow ? .dashed : .thin
    }

    /// The name, and in a word what is wrong, so that it is seen without colour and from afar.
    private func title(for severity: Severity) -> String {
        let mark = isSelected ? "▸ " : ""
        guard let word = node.complaint else { return mark + node.name }
        return "\(mark)\(severity == .trouble ? "✖" : "▲") \(node.name) · \(word)"
    }

    private var replicas: [Span] { theme.spans(forReplicasOf: node) }

    private func drawHead(in text: Rect, on grid: inout CellGrid) {
        let right =
            replicas + (node.restarts > 0 ? [Span(" ↻\(node.restarts)", theme[.caution])] : [])
        let width = right.reduce(0) { $0 + $1.text.columns }
        grid.write(
            Self.summary(of: node),
            column: text.column,
            row: text.row,
            style: theme[.faint],
            limit: text.columns - width - 1
        )
        grid.write(right, endColumn: text.endColumn, row: text.row)
    }

    /// What the node does, truthfully: a router asks one child, a combiner all of them.
    static func summary(of node: NodeSnapshot) -> String {
        let word = node.implementation ?? node.role.word
        return switch node.role {
        case .router: "\(word), to one of \(node.children.count)"
        case .combiner: "\(word), joins all \(node.children.count)"
        case .outputTransformer: "\(word) of the answer"
        default: word
        }
    }

    private func drawCompactHead(
        _ figures: FigureSpans,
        in text: Rect,
        on grid: inout CellGrid
    ) {
        var spans = replicas + [Span("  ")] + figures.rate
        if node.figures.figures != nil { spans.append(Span("/s", theme[.faint])) }
        grid.write(spans, column: text.column, row: text.row, limit: text.columns)
        grid.write(figures.errors, endColumn: text.endColumn, row: text.row)
    }

    private func drawRate(
        _ figures: FigureSpans,
        in text: Rect,
        row: Int,
        on grid: inout CellGrid
    ) {
        let unit = node.figures.figures == nil ? "" : " req/s"
        let age = figures.age.map { [Span("  \($0) old", theme[.stale])] } ?? []
        grid.write(
            figures.rate + [Span(unit, theme[.faint])] + age,
            column: text.column,
            row: row,
            limit: text.columns
        )
        guard node.figures.figures != nil else { return }
        let codes = figures.errorCodes
        let short = figures.errors + [Span(" errors", theme[.faint])]
        let long = figures.errors + [Span(" \(codes)", theme[.faint])]
        let fits = long.reduce(0) { $0 + $1.text.columns } < text.columns / 2 + 2
        grid.write(!codes.isEmpty && fits ? long : short, endColumn: text.endColumn, row: row)
    }

    /// The quantiles at the left, in the middle and at the right, so that they stand in columns over
    /// the cards of a layer.
    private func drawQuantiles(
        _ figures: FigureSpans,
        in text: Rect,
        row: Int,
        on grid: inout CellGrid
    ) {
        guard node.figures.figures != nil else { return }
        let names: [(String, KeyPath<Figures, LatencyQuantile?>)] =
            [("50 ", \.p50), ("95 ", \.p95), ("99 ", \.p99)]
        for (place, quantile) in names.enumerated() {
            let name = text.columns >= 30 ? "p" + quantile.0 : quantile.0
            let spans = [Span(name, theme[.faint])] + figures.quantile(quantile.1)
            let width = spans.reduce(0) { $0 + $1.text.columns }
            let column = text.column + (text.columns - width) * place / 2
            grid.write(spans, column: column, row: row)
        }
    }
}
