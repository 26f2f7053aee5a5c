/// One place of the screen: a character that takes it up, and how it looks.
public struct Cell: Sendable, Hashable {
    /// The character without its marks.
    public var scalar: Unicode.Scalar
    /// Marks that are drawn over the character, at most four, as ncurses takes no more.
    public var marks: [Unicode.Scalar]
    /// How it looks.
    public var style: Style
    /// How many columns the character takes: 1, 2, or 0 for the second half of a wide one.
    public var width: UInt8

    /// A cell with a character of one column.
    public init(
        _ scalar: Unicode.Scalar = " ",
        marks: [Unicode.Scalar] = [],
        style: Style = Style(),
        width: UInt8 = 1
    ) {
        self.scalar = scalar
        self.marks = marks
        self.style = style
        self.width = width
    }

    /// The second half of a wide character.
    public static func continuation(style: Style) -> Cell {
        Cell(" ", style: style, width: 0)
    }
}
