public import Terminal

/// A part of a picture that is framed, with what was read there.
public struct PictureMark: Sendable, Hashable {
    /// The left side, in pixels.
    public var x0: Int
    /// The upper side.
    public var y0: Int
    /// The right side.
    public var x1: Int
    /// The lower side.
    public var y1: Int
    /// What was read.
    public var text: String
    /// The look of the frame.
    public var style: Style

    /// A part of a picture.
    public init(x0: Int, y0: Int, x1: Int, y1: Int, text: String, style: Style) {
        self.x0 = x0
        self.y0 = y0
        self.x1 = x1
        self.y1 = y1
        self.text = text
        self.style = style
    }
}

/// How large a picture is shown: as large as the room allows, with its sides in proportion.
public struct PictureFit: Sendable, Hashable {
    /// The cells that it covers.
    public let cells: Size
    /// Pixels of the picture in a column.
    public let pixelsAColumn: Double
    /// Pixels of the picture in a row.
    public let pixelsARow: Double

    /// Fits a picture into a room.
    ///
    /// - Parameters:
    ///   - picture: Its size in pixels.
    ///   - room: The room in cells.
    ///   - cell: The size of a cell in pixels of the screen, of which only the proportion counts.
    public init(_ picture: Size, in room: Size, cell: Size) {
        let width = Double(max(1, picture.columns)) / Double(max(1, cell.columns))
        let height = Double(max(1, picture.rows)) / Double(max(1, cell.rows))
        let factor = min(Double(max(1, room.columns)) / width, Double(max(1, room.rows)) / height)
        cells = Size(
            columns: max(1, min(room.columns, Int((width * factor).rounded()))),
            rows: max(1, min(room.rows, Int((height * factor).rounded())))
        )
        pixelsAColumn = Double(max(1, picture.columns)) / Double(cells.columns)
        pixelsARow = Double(max(1, picture.rows)) / Double(cells.rows)
    }
}
