internal import CChafa
public import Terminal

extension ColorImage {
    /// The picture as characters, with its marks framed and what was read written on the frames.
    ///
    /// - Parameters:
    ///   - marks: What is framed.
    ///   - room: The room in cells; the picture keeps its proportion in it.
    ///   - capabilities: What the terminal can show.
    /// - Returns: The cells, or `nil` when there is no memory for them.
    public func cells(
        with marks: [PictureMark],
        in room: Size,
        capabilities: TerminalCapabilities
    ) -> CellGrid? {
        let fit = PictureFit(
            Size(columns: width, rows: height),
            in: room,
            cell: capabilities.cell
        )
        guard var grid = cells(fit.cells, capabilities) else { return nil }
        for mark in marks { grid.draw(mark, fit) }
        return grid
    }

    private func cells(_ size: Size, _ capabilities: TerminalCapabilities) -> CellGrid? {
        let count = size.columns * size.rows
        var characters = [UInt32](repeating: 0, count: count)
        var foregrounds = [Int32](repeating: -1, count: count)
        var backgrounds = [Int32](repeating: -1, count: count)
        let colors: Int32 =
            switch capabilities.colorDepth {
            case .direct, .palette: 1 << 24
            case .eight, .sixteen: 8
            case .none: 0
            }
        let isDone = radiant_chafa_cells(
            pixels,
            Int32(width),
            Int32(height),
            Int32(size.columns),
            Int32(size.rows),
            colors,
            capabilities.isUnicode ? 1 : 0,
            &characters,
            &foregrounds,
            &backgrounds
        )
        guard isDone == 1 else { return nil }
        var grid = CellGrid(size: size)
        for place in 0..<count {
            grid[place % size.columns, place / size.columns] = Cell(
                Unicode.Scalar(characters[place]) ?? " ",
                style: Style(
                    foreground: Self.color(foregrounds[place], colors),
                    background: Self.color(backgrounds[place], colors)
                )
            )
        }
        return grid
    }

    private static func color(_ number: Int32, _ colors: Int32) -> Color {
        guard number >= 0, colors > 0 else { return .standard }
        if colors == 8 { return .ansi(UInt8(number & 7)) }
        return .rgb(
            red: UInt8(number >> 16 & 0xFF),
            green: UInt8(number >> 8 & 0xFF),
            blue: UInt8(number & 0xFF)
        )
    }
}

extension CellGrid {
    /// Frames a part with lines around it, and writes what was read below it, or above where there is
    /// no room below.
    fileprivate mutating func draw(_ mark: PictureMark, _ fit: PictureFit) {
        let left = Int((Double(mark.x0) / fit.pixelsAColumn).rounded(.down)) - 1
        let right = Int((Double(mark.x1) / fit.pixelsAColumn).rounded(.up))
        let top = Int((Double(mark.y0) / fit.pixelsARow).rounded(.down)) - 1
        let bottom = Int((Double(mark.y1) / fit.pixelsARow).rounded(.up))
        let box = Rect(
            column: max(0, left),
            row: max(0, top),
            columns: min(size.columns - 1, right) - max(0, left) + 1,
            rows: min(size.rows - 1, bottom) - max(0, top) + 1
        )
        guard box.columns >= 2, box.rows >= 2 else { return }
        let style = Style(
            foreground: mark.style.foreground,
            attributes: mark.style.attributes.union(.bold)
        )
        // The frame lies on the picture: only its lines are drawn, on what is there.
        for column in box.column..<box.endColumn {
            for row in [box.row, box.endRow - 1] { overlay("━", column, row, style) }
        }
        for row in box.row..<box.endRow {
            for column in [box.column, box.endColumn - 1] { overlay("┃", column, row, style) }
        }
        overlay("┏", box.column, box.row, style)
        overlay("┓", box.endColumn - 1, box.row, style)
        overlay("┗", box.column, box.endRow - 1, style)
        overlay("┛", box.endColumn - 1, box.endRow - 1, style)
        guard !mark.text.isEmpty else { return }
        let row = box.endRow < size.rows ? box.endRow : max(0, box.row - 1)
        let text = " \(mark.text) "
        let column = max(0, min(box.column, size.columns - text.columns))
        write(
            text,
            column: column,
            row: row,
            style: Style(
                foreground: mark.style.foreground,
                attributes: mark.style.attributes.union([.bold, .reverse])
            ),
            limit: size.columns - column
        )
    }

    private mutating func overlay(
        _ scalar: Unicode.Scalar,
        _ column: Int,
        _ row: Int,
        _ style: Style
    ) {
        let ground = self[column, row].style.background
        self[column, row] = Cell(
            scalar,
            style: Style(
                foreground: style.foreground,
                background: ground,
                attributes: style.attributes
            )
        )
    }
}
