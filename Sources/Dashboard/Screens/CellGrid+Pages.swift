import Terminal

/// What several pages draw alike.
extension CellGrid {
    /// Marks a row of a list as the one that keys act on.
    mutating func markSelected(row: Int, columns: Int, _ theme: Theme) {
        restyle(Rect(row: row, columns: columns, rows: 1)) { $0.on(theme[.selection]) }
        write("▌", column: 0, row: row, style: theme[.accent].on(theme[.selection]))
    }

    /// Says on a page that what it was about is not there any more.
    mutating func writeGone(_ name: String, in room: Rect, _ theme: Theme) {
        write("\(name) is gone", column: room.column, row: room.row + 1, style: theme[.caution])
    }
}
