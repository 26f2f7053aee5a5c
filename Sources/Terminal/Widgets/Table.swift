/// Rows under columns that give way to each other by importance where there is little room.
public struct Table: Sendable {
    /// A column of a table.
    public struct Column: Sendable {
        /// What stands above it.
        public var title: String
        /// The columns of the terminal that it takes at least.
        public var minimum: Int
        /// The columns of the terminal that it takes at most.
        public var maximum: Int
        /// Whether its cells end at its right side, as figures do.
        public var isTrailing: Bool
        /// How soon it is left out: the highest goes first, and 0 stays.
        public var dispensability: Int

        /// A column of a table.
        public init(
            _ title: String,
            minimum: Int,
            maximum: Int? = nil,
            isTrailing: Bool = false,
            dispensability: Int = 0
        ) {
            self.title = title
            self.minimum = minimum
            self.maximum = maximum ?? minimum
            self.isTrailing = isTrailing
            self.dispensability = dispensability
        }
    }

    /// The columns from left to right.
    public var columns: [Column]
    /// The blanks between two columns.
    public var gap: Int

    /// A table without rows; these are drawn one by one.
    public init(columns: [Column], gap: Int = 2) {
        self.columns = columns
        self.gap = gap
    }

    /// Which columns are shown in this much room, and how wide each is.
    ///
    /// - Parameters:
    ///   - available: The columns of the terminal that there are.
    ///   - content: The widest cell of each column, so that none is wider than it need be.
    ///   - omitted: The columns that are left out in any case.
    /// - Returns: The columns that are shown, from the left, each with its width.
    public func layout(
        in available: Int,
        content: [Int] = [],
        omitting omitted: Set<Int> = []
    ) -> [(index: Int, width: Int)] {
        var shown = columns.indices.filter { !omitted.contains($0) }
        func needed() -> Int {
            shown.reduce(0) { $0 + columns[$1].minimum } + gap * max(0, shown.count - 1)
        }
        while needed() > available {
            let candidates = shown.filter { columns[$0].dispensability > 0 }
            guard
                let least = candidates.max(by: {
                    columns[$0].dispensability < columns[$1].dispensability
                })
            else { break }
            shown.removeAll { $0 == least }
        }
        var widths = shown.map { columns[$0].minimum }
        var spare = available - needed()
        for (place, index) in shown.enumerated() where spare > 0 {
            let wanted = index < content.count ? content[index] : columns[index].maximum
            let more = max(0, min(spare, min(columns[index].maximum, wanted) - widths[place]))
            widths[place] += more
            spare -= more
        }
        return zip(shown, widths).map { (index: $0, width: $1) }
    }

    /// Draws one row of cells in the places that a layout gives them.
    public func draw(
        _ cells: [[Span]],
        layout: [(index: Int, width: Int)],
        column: Int,
        row: Int,
        on grid: inout CellGrid
    ) {
        var place = column
        for (index, width) in layout {
            let spans = index < cells.count ? cells[index] : []
            let length = spans.reduce(0) { $0 + $1.text.columns }
            let indent = columns[index].isTrailing ? max(0, width - length) : 0
            grid.write(spans, column: place + indent, row: row, limit: width - indent)
            place += width + gap
        }
    }

    /// Draws the titles of the columns.
    public func drawHeader(
        layout: [(index: Int, width: Int)],
        column: Int,
        row: Int,
        style: Style,
        on grid: inout CellGrid
    ) {
        draw(
            columns.map { [Span($0.title, style)] },
            layout: layout,
            column: column,
            row: row,
            on: &grid
        )
    }
}
