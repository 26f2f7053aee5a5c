/// Cells that lie side by side in one row.
public struct CellRun: Sendable, Equatable {
    /// Where the first one lies.
    public var start: Point
    /// The cells; the second halves of wide characters are among them.
    public var cells: [Cell]

    /// Cells from a place on.
    public init(start: Point, cells: [Cell]) {
        self.start = start
        self.cells = cells
    }
}

extension CellGrid {
    /// What must be drawn so that a screen that shows another grid shows this one.
    ///
    /// - Parameter shown: What the screen shows, or `nil` when that is not known; then everything is
    ///   drawn.
    /// - Returns: The cells that differ, from the top left.
    /// - Complexity: O(cells).
    public func changes(since shown: CellGrid?) -> [CellRun] {
        guard let shown, shown.size == size else {
            return (0..<size.rows).map { row in
                CellRun(
                    start: Point(column: 0, row: row),
                    cells: Array(cells[row * size.columns..<(row + 1) * size.columns])
                )
            }
        }
        var runs: [CellRun] = []
        for row in 0..<size.rows {
            let base = row * size.columns
            var column = 0
            while column < size.columns {
                guard cells[base + column] != shown.cells[base + column] else {
                    column += 1
                    continue
                }
                // A run begins with a whole character, also when only its second half changed.
                var first = column
                while first > 0, cells[base + first].width == 0 { first -= 1 }
                while column < size.columns,
                    cells[base + column] != shown.cells[base + column]
                        || cells[base + column].width == 0
                {
                    column += 1
                }
                runs.append(
                    CellRun(
                        start: Point(column: first, row: row),
                        cells: Array(cells[base + first..<base + column])
                    )
                )
            }
        }
        return runs
    }
}
