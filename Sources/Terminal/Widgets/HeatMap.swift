/// Counts by row and column, drawn as shades: the more, the darker.
public struct HeatMap: Sendable, Equatable {
    /// The counts, column by column, each from the lowest row up.
    public var columns: [[Double]]
    /// How it looks.
    public var style: Style

    /// A map of counts.
    public init(_ columns: [[Double]], style: Style) {
        self.columns = columns
        self.style = style
    }

    /// The shades from none to most.
    private static let shades: [Unicode.Scalar] = [" ", "·", "░", "▒", "▓", "█"]

    /// Draws one row of cells for a row of counts, the lowest at the bottom, over the whole width.
    ///
    /// A shade is a share of what its column counted, so that a quiet minute is as easily read as a
    /// busy one; anything at all is a dot.
    public func draw(in area: Rect, on grid: inout CellGrid) {
        guard !columns.isEmpty else { return }
        for place in 0..<area.columns {
            let counts = counts(at: place, of: area.columns)
            let total = counts.reduce(0, +)
            guard total > 0 else { continue }
            for (row, count) in counts.prefix(area.rows).enumerated() where count > 0 {
                let level = 1 + Int((count / total * Double(Self.shades.count - 2)).rounded())
                let shade = Self.shades[min(level, Self.shades.count - 1)]
                grid[area.column + place, area.endRow - 1 - row] = Cell(shade, style: style)
            }
        }
    }

    private func counts(at place: Int, of width: Int) -> [Double] {
        let first = place * columns.count / width
        let end = max(first + 1, (place + 1) * columns.count / width)
        var sum = [Double](repeating: 0, count: columns.map(\.count).max() ?? 0)
        for column in columns[first..<min(end, columns.count)] {
            for (row, count) in column.enumerated() { sum[row] += count }
        }
        return sum
    }
}
