import Operations
import Terminal

/// Where the cards of one predictor's graph stand: layers from left to right, rows from the top.
///
/// The place of a card depends on the shape of the graph and on the room only, never on a figure, so
/// that nothing jumps while one looks.
struct GraphLayout {
    /// A card in its place, counted from the upper left corner of the graph.
    struct Placed {
        let node: NodeSnapshot
        let area: Rect
        /// The indices of the cards of its children.
        var children: [Int] = []
    }

    /// The cards; a parent comes before its children.
    private(set) var cards: [Placed] = []
    /// The columns and rows of the whole.
    private(set) var size = Size(columns: 0, rows: 0)
    /// The columns between two layers.
    let gap: Int

    private let cardColumns: Int
    private let cardRows: Int

    /// Lays a graph out, or says that there is no room for its layers.
    ///
    /// - Parameters:
    ///   - root: The root of the graph.
    ///   - density: How much the cards show.
    ///   - columns: The columns that there are.
    init?(of root: NodeSnapshot, density: CardDensity, columns: Int) {
        let layers = root.depth
        gap = root.forks ? 10 : 5
        let available = (columns - gap * (layers - 1)) / layers
        guard available >= CardDensity.minimumColumns else { return nil }
        cardColumns = min(available, CardDensity.maximumColumns)
        cardRows = density.rows
        _ = place(root, layer: 0, row: 0)
        size = Size(
            columns: layers * cardColumns + (layers - 1) * gap,
            rows: cards.map(\.area.endRow).max() ?? 0
        )
    }

    /// Places a node and what is below it.
    ///
    /// - Returns: The index of its card and the row below all of them.
    private mutating func place(_ node: NodeSnapshot, layer: Int, row: Int) -> (Int, Int) {
        let index = cards.count
        let area = Rect(
            column: layer * (cardColumns + gap),
            row: row,
            columns: cardColumns,
            rows: cardRows
        )
        cards.append(Placed(node: node, area: area))
        var next = row
        for child in node.children {
            let (card, end) = place(child, layer: layer + 1, row: next)
            cards[index].children.append(card)
            next = end
        }
        return (index, max(next, row + cardRows))
    }
}

extension NodeSnapshot {
    /// The number of layers of the graph below and with this node.
    var depth: Int { 1 + (children.map(\.depth).max() ?? 0) }

    /// Whether an edge of the graph carries words: a router's share, a combiner's join.
    var forks: Bool {
        role == .router || role == .combiner || children.count > 1
            || children.contains(where: \.forks)
    }
}
