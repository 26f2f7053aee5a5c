/// Lines over time, drawn with the dots of braille characters: two to the side and four high in a cell.
public struct BrailleChart: Sendable, Equatable {
    /// One line of a chart.
    public struct Line: Sendable, Equatable {
        /// The values in equal steps, oldest first; `nil` where nothing was measured.
        public var values: [Double?]
        /// How it looks; where lines share a cell, that of the later one.
        public var style: Style

        /// A line of values.
        public init(_ values: [Double?], style: Style) {
            self.values = values
            self.style = style
        }
    }

    /// The lines, the uppermost last.
    public var lines: [Line]
    /// The value at the upper edge; the lower edge is zero.
    public var ceiling: Double

    /// A chart of lines up to a value.
    public init(_ lines: [Line], ceiling: Double) {
        self.lines = lines
        self.ceiling = ceiling
    }

    /// A round value at or over all that is drawn, to be the upper edge; 1, 1.5, 2, 3, 5 or 7.5 times a
    /// power of ten.
    public static func ceiling(over highest: Double) -> Double {
        guard highest > 0, highest.isFinite else { return 1 }
        var power = 1.0
        while power * 10 <= highest { power *= 10 }
        while power > highest { power /= 10 }
        return [1, 1.5, 2, 3, 5, 7.5].lazy.map { $0 * power }.first { $0 >= highest } ?? power * 10
    }

    /// Draws the lines; cells without a dot are left as they are.
    public func draw(in area: Rect, on grid: inout CellGrid) {
        guard !area.isEmpty, ceiling > 0 else { return }
        var dots = [UInt8](repeating: 0, count: area.columns * area.rows)
        var looks = [Style?](repeating: nil, count: dots.count)
        for line in lines {
            plot(line, in: area.size) { column, row in
                let cell = row / 4 * area.columns + column / 2
                dots[cell] |= Self.dots[row % 4][column % 2]
                looks[cell] = line.style
            }
        }
        for (place, pattern) in dots.enumerated() where pattern != 0 {
            guard let scalar = Unicode.Scalar(0x2800 + UInt32(pattern)) else { continue }
            let (row, column) = place.quotientAndRemainder(dividingBy: area.columns)
            grid[area.column + column, area.row + row] = Cell(
                scalar,
                style: looks[place] ?? Style()
            )
        }
    }

    /// The bit of each dot (Unicode, block Braille Patterns), by row and column.
    private static let dots: [[UInt8]] = [
        [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
    ]

    private func plot(_ line: Line, in size: Size, dot: (_ column: Int, _ row: Int) -> Void) {
        let (columns, rows) = (size.columns * 2, size.rows * 4)
        var before: Int?
        for column in 0..<columns {
            guard let value = line.value(at: column, of: columns) else {
                before = nil
                continue
            }
            let height = min(max(value / ceiling, 0), 1) * Double(rows - 1)
            let row = rows - 1 - Int(height.rounded())
            // A step is joined to the one before, so that a jump is a line and not a gap.
            let from = before.map { $0 < row ? $0 + 1 : $0 > row ? $0 - 1 : row } ?? row
            for place in min(from, row)...max(from, row) { dot(column, place) }
            before = row
        }
    }
}

extension BrailleChart.Line {
    /// The value of a column of dots: the highest of those that share it, so that no peak is lost.
    fileprivate func value(at column: Int, of columns: Int) -> Double? {
        guard !values.isEmpty else { return nil }
        let first = column * values.count / columns
        let end = max(first + 1, (column + 1) * values.count / columns)
        return values[first..<min(end, values.count)].compactMap { $0 }.max()
    }
}
