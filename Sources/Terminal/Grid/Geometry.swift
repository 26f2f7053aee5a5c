/// A place on the screen, in cells from its upper left corner.
public struct Point: Sendable, Hashable {
    /// Columns from the left.
    public var column: Int
    /// Rows from the top.
    public var row: Int

    /// A place on the screen.
    public init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}

/// How much of the screen something takes, in cells.
public struct Size: Sendable, Hashable {
    /// Columns.
    public var columns: Int
    /// Rows.
    public var rows: Int

    /// A size in cells.
    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// A part of the screen, in cells; it may be empty, and it never has a negative side.
public struct Rect: Sendable, Hashable {
    /// The leftmost column.
    public var column: Int
    /// The topmost row.
    public var row: Int
    /// How many columns it has.
    public var columns: Int
    /// How many rows it has.
    public var rows: Int

    /// A part of the screen.
    public init(column: Int = 0, row: Int = 0, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// Its size.
    public var size: Size { Size(columns: columns, rows: rows) }
    /// The column right of it.
    public var endColumn: Int { column + columns }
    /// The row below it.
    public var endRow: Int { row + rows }
    /// Whether it has no cell.
    public var isEmpty: Bool { columns == 0 || rows == 0 }

    /// Whether a place lies in it.
    public func contains(_ point: Point) -> Bool {
        point.column >= column && point.column < endColumn && point.row >= row
            && point.row < endRow
    }

    /// The part that it shares with another.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(column, other.column)
        let top = max(row, other.row)
        return Rect(
            column: left,
            row: top,
            columns: min(endColumn, other.endColumn) - left,
            rows: min(endRow, other.endRow) - top
        )
    }

    /// What is left when every side moves inwards.
    public func inset(columns horizontal: Int = 0, rows vertical: Int = 0) -> Rect {
        Rect(
            column: column + horizontal,
            row: row + vertical,
            columns: columns - 2 * horizontal,
            rows: rows - 2 * vertical
        )
    }

    /// The topmost rows, and what lies below them.
    public func split(top count: Int) -> (top: Rect, rest: Rect) {
        let taken = max(0, min(count, rows))
        return (
            Rect(column: column, row: row, columns: columns, rows: taken),
            Rect(column: column, row: row + taken, columns: columns, rows: rows - taken)
        )
    }

    /// What lies above the lowest rows, and these.
    public func split(bottom count: Int) -> (rest: Rect, bottom: Rect) {
        let (rest, bottom) = split(top: rows - max(0, min(count, rows)))
        return (rest, bottom)
    }

    /// The leftmost columns, and what lies right of them.
    public func split(left count: Int) -> (left: Rect, rest: Rect) {
        let taken = max(0, min(count, columns))
        return (
            Rect(column: column, row: row, columns: taken, rows: rows),
            Rect(column: column + taken, row: row, columns: columns - taken, rows: rows)
        )
    }

    /// A part of at most this size in its middle.
    public func centered(_ size: Size) -> Rect {
        let width = min(columns, size.columns)
        let height = min(rows, size.rows)
        return Rect(
            column: column + (columns - width) / 2,
            row: row + (rows - height) / 2,
            columns: width,
            rows: height
        )
    }
}
