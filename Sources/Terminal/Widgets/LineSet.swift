/// The characters that a box is drawn with.
public struct LineSet: Sendable, Hashable {
    /// The line at the top and at the bottom.
    public var horizontal: Unicode.Scalar
    /// The line at the sides.
    public var vertical: Unicode.Scalar
    /// The corners: upper left, upper right, lower left, lower right.
    public var corners: [Unicode.Scalar]

    /// Thin lines with round corners.
    public static let thin = LineSet(
        horizontal: "─",
        vertical: "│",
        corners: ["╭", "╮", "╰", "╯"]
    )
    /// Heavy lines, for what is selected.
    public static let heavy = LineSet(
        horizontal: "━",
        vertical: "┃",
        corners: ["┏", "┓", "┗", "┛"]
    )
    /// Dashed lines, for what nobody waits for.
    public static let dashed = LineSet(
        horizontal: "╌",
        vertical: "╎",
        corners: ["╭", "╮", "╰", "╯"]
    )
    /// Double lines, for what is in trouble.
    public static let double = LineSet(
        horizontal: "═",
        vertical: "║",
        corners: ["╔", "╗", "╚", "╝"]
    )
}

extension CellGrid {
    /// Draws a box around a part, with a title in its upper line.
    ///
    /// - Returns: What lies within the lines.
    @discardableResult
    public mutating func box(
        _ area: Rect,
        lines: LineSet = .thin,
        style: Style,
        title: String = "",
        titleStyle: Style? = nil
    ) -> Rect {
        guard area.columns >= 2, area.rows >= 2 else { return Rect(columns: 0, rows: 0) }
        let right = area.endColumn - 1
        let bottom = area.endRow - 1
        for column in area.column + 1..<right {
            self[column, area.row] = Cell(lines.horizontal, style: style)
            self[column, bottom] = Cell(lines.horizontal, style: style)
        }
        for row in area.row + 1..<bottom {
            self[area.column, row] = Cell(lines.vertical, style: style)
            self[right, row] = Cell(lines.vertical, style: style)
        }
        self[area.column, area.row] = Cell(lines.corners[0], style: style)
        self[right, area.row] = Cell(lines.corners[1], style: style)
        self[area.column, bottom] = Cell(lines.corners[2], style: style)
        self[right, bottom] = Cell(lines.corners[3], style: style)
        if !title.isEmpty, area.columns > 6 {
            write(
                " \(title) ",
                column: area.column + 2,
                row: area.row,
                style: titleStyle ?? style,
                limit: area.columns - 4
            )
        }
        return area.inset(columns: 1, rows: 1)
    }
}
