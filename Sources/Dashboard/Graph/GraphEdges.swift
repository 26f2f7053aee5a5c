import Operations
import Terminal

/// The edges between cards: a single line to the one that is asked next, a fork with shares below a
/// router, a double line to all that a combiner joins, dashes where nobody waits for the answer.
struct GraphEdges {
    let layout: GraphLayout
    let isShadow: Bool
    let theme: Theme

    private struct Strokes {
        let horizontal: Unicode.Scalar
        let vertical: Unicode.Scalar
        let fork: Unicode.Scalar
        let middle: Unicode.Scalar
        let last: Unicode.Scalar
    }

    private static let single = Strokes(
        horizontal: "─",
        vertical: "│",
        fork: "┬",
        middle: "├",
        last: "╰"
    )
    private static let double = Strokes(
        horizontal: "═",
        vertical: "║",
        fork: "╦",
        middle: "╠",
        last: "╚"
    )
    private static let dashed = Strokes(
        horizontal: "╌",
        vertical: "╎",
        fork: "┬",
        middle: "├",
        last: "╰"
    )

    /// Draws every edge; the graph begins at a place of the grid.
    func draw(at origin: Point, on grid: inout CellGrid) {
        for card in layout.cards where !card.children.isEmpty {
            drawFork(from: card, at: origin, on: &grid)
        }
    }

    private func drawFork(from card: GraphLayout.Placed, at origin: Point, on grid: inout CellGrid)
    {
        let strokes =
            isShadow ? Self.dashed : card.node.role == .combiner ? Self.double : Self.single
        let style = theme[.border]
        let begin = origin.column + card.area.endColumn
        let trunk = begin + 2
        let rows = card.children.map { origin.row + layout.cards[$0].area.row + 1 }
        guard let first = rows.first, let last = rows.last else { return }
        for column in begin..<trunk { grid[column, first] = Cell(strokes.horizontal, style: style) }
        if rows.count > 1 {
            for row in first...last { grid[trunk, row] = Cell(strokes.vertical, style: style) }
        }
        for (place, row) in rows.enumerated() {
            let joint =
                rows.count == 1
                ? strokes.horizontal
                : place == 0
                    ? strokes.fork : place == rows.count - 1 ? strokes.last : strokes.middle
            grid[trunk, row] = Cell(joint, style: style)
            let end = begin + layout.gap - 1
            for column in trunk + 1..<end {
                grid[column, row] = Cell(strokes.horizontal, style: style)
            }
            grid[end, row] = Cell("▶", style: style)
            if let label = label(of: card.node, child: layout.cards[card.children[place]].node) {
                grid.write(
                    label,
                    column: trunk + 1,
                    row: row,
                    style: theme[.text],
                    limit: end - trunk
                )
            }
        }
    }

    /// What an edge says: of a router the observed share, of a combiner that all are asked.
    private func label(of parent: NodeSnapshot, child: NodeSnapshot) -> String? {
        switch parent.role {
        case .router: child.observedShare.map { $0.percentText } ?? "?"
        case .combiner: "all"
        default: parent.children.count > 1 ? "all" : nil
        }
    }
}
