/// The whole screen as cells, row by row.
///
/// Everything that is written is clipped to the grid and made safe on the way
/// (``Swift/StringProtocol/sanitised``), so that no text of others can do more than be read.
public struct CellGrid: Sendable, Equatable {
    /// How large it is.
    public let size: Size
    /// The cells, row by row.
    public private(set) var cells: [Cell]
    /// Where the terminal's cursor stands, or `nil` when it is hidden.
    public var cursor: Point?
    /// Pictures that the terminal itself draws over blanks.
    public var pictures: [PlacedPicture] = []

    /// A grid of blanks.
    public init(size: Size, style: Style = Style()) {
        let clipped = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        self.size = clipped
        cells = Array(repeating: Cell(style: style), count: clipped.columns * clipped.rows)
    }

    /// The whole of it.
    public var bounds: Rect { Rect(columns: size.columns, rows: size.rows) }

    /// The cell at a place; a blank outside of the grid, and writing there does nothing.
    public subscript(column: Int, row: Int) -> Cell {
        get {
            guard bounds.contains(Point(column: column, row: row)) else { return Cell() }
            return cells[row * size.columns + column]
        }
        set {
            guard bounds.contains(Point(column: column, row: row)) else { return }
            cells[row * size.columns + column] = newValue
        }
    }

    /// Writes text in one row.
    ///
    /// - Parameters:
    ///   - text: What to write; it is made safe first.
    ///   - column: Where it begins; what lies left of the grid is cut off.
    ///   - row: The row.
    ///   - style: How it looks.
    ///   - limit: The columns that it may take; a longer text ends in `…`.
    /// - Returns: The column after the last one written.
    @discardableResult
    public mutating func write(
        _ text: some StringProtocol,
        column: Int,
        row: Int,
        style: Style = Style(),
        limit: Int = .max
    ) -> Int {
        var place = column
        let available = min(limit, size.columns - column)
        guard available > 0, row >= 0, row < size.rows else { return place }
        if let count = text.plainCount, column >= 0 {
            return write(plain: text, count, column: column, row: row, style, available)
        }
        for cell in Self.fitting(TextCells(text.sanitised, style: style), in: available) {
            put(cell, column: place, row: row)
            place += Int(cell.width)
        }
        return place
    }

    /// Writes characters that take a column each, as almost all do, without looking for clusters.
    private mutating func write(
        plain text: some StringProtocol,
        _ count: Int,
        column: Int,
        row: Int,
        _ style: Style,
        _ available: Int
    ) -> Int {
        let isCut = count > available
        let end = column + (isCut ? available - 1 : count)
        var place = column
        for scalar in text.unicodeScalars {
            if place == end { break }
            put(Cell(scalar, style: style), column: place, row: row)
            place += 1
        }
        guard isCut else { return place }
        put(Cell("…", style: style), column: place, row: row)
        return place + 1
    }

    /// Puts one cell, and repairs a wide character that it covers half of.
    private mutating func put(_ cell: Cell, column: Int, row: Int) {
        let last = column + Int(cell.width) - 1
        guard last < size.columns, column >= 0, row >= 0, row < size.rows else { return }
        let base = row * size.columns
        if cells[base + column].width == 0, column > 0 {
            cells[base + column - 1] = Cell(style: cells[base + column - 1].style)
        }
        if cells[base + last].width == 2 {
            self[last + 1, row] = Cell(style: cells[base + last].style)
        }
        cells[base + column] = cell
        if cell.width == 2 { self[last, row] = .continuation(style: cell.style) }
    }

    /// The cells that fit, the last of them `…` when some did not.
    private static func fitting(_ text: TextCells, in available: Int) -> [Cell] {
        let cells = text.cells
        guard text.width > available else { return cells }
        var kept: [Cell] = []
        var width = 0
        for cell in cells {
            guard width + Int(cell.width) <= available - 1 else { break }
            kept.append(cell)
            width += Int(cell.width)
        }
        kept.append(Cell("…", style: cells[kept.count].style))
        return kept
    }

    /// Fills a part with one character of one column.
    public mutating func fill(_ area: Rect, with scalar: Unicode.Scalar = " ", style: Style) {
        let part = area.intersection(bounds)
        for row in part.row..<part.endRow {
            for column in part.column..<part.endColumn {
                put(Cell(scalar, style: style), column: column, row: row)
            }
        }
    }

    /// Changes how the cells of a part look.
    public mutating func restyle(_ area: Rect, _ change: (Style) -> Style) {
        let part = area.intersection(bounds)
        for row in part.row..<part.endRow {
            for column in part.column..<part.endColumn {
                let index = row * size.columns + column
                cells[index].style = change(cells[index].style)
            }
        }
    }

    /// Copies a part of another grid.
    public mutating func blit(_ source: CellGrid, from part: Rect, to target: Point) {
        let wanted = part.intersection(source.bounds)
        for row in 0..<wanted.rows {
            for column in 0..<wanted.columns {
                let cell = source[wanted.column + column, wanted.row + row]
                self[target.column + column, target.row + row] = cell
            }
        }
    }

    /// The text of one row without the blanks at its end.
    public func text(row: Int) -> String {
        var line = String.UnicodeScalarView()
        for column in 0..<size.columns {
            let cell = self[column, row]
            guard cell.width > 0 else { continue }
            line.append(cell.scalar)
            line.append(contentsOf: cell.marks)
        }
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    /// The text of every row, without the blanks at the ends of rows.
    public var text: String {
        (0..<size.rows).map { text(row: $0) }.joined(separator: "\n")
    }
}

extension CellGrid {
    /// Puts another grid below this one; the width stays that of this one.
    public mutating func append(_ below: CellGrid) {
        var taller = CellGrid(size: Size(columns: size.columns, rows: size.rows + below.size.rows))
        taller.blit(self, from: bounds, to: Point(column: 0, row: 0))
        taller.blit(below, from: below.bounds, to: Point(column: 0, row: size.rows))
        self = taller
    }
}
