/// Text as the cells that it takes.
struct TextCells {
    /// The cells, without second halves of wide characters.
    private(set) var cells: [Cell] = []
    /// The columns that they take.
    private(set) var width = 0

    /// The cells of a text that is safe already.
    ///
    /// A cluster of several characters is drawn by its first one and the marks over it: ncurses takes
    /// one character a cell, and terminals do not agree on the width of the rest.
    init(_ text: some StringProtocol, style: Style) {
        for character in text {
            for (index, scalar) in character.unicodeScalars.enumerated() {
                switch scalar.properties.generalCategory {
                case .nonspacingMark, .enclosingMark:
                    guard index > 0, let last = cells.indices.last else { continue }
                    if cells[last].marks.count < 4 { cells[last].marks.append(scalar) }
                case .spacingMark:
                    append(scalar, style: style)
                default:
                    if index == 0 { append(scalar, style: style) }
                }
            }
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar, style: Style) {
        let columns = scalar.columns
        guard columns > 0 else { return }
        cells.append(Cell(scalar, style: style, width: UInt8(columns)))
        width += columns
    }
}
