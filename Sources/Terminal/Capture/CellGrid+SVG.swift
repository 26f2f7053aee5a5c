extension CellGrid {
    /// The grid as a picture that every browser shows.
    ///
    /// Each run of one look is one text element of a fixed length, so that boxes close whatever font
    /// there is.
    ///
    /// - Parameters:
    ///   - title: What the picture shows, for those who cannot see it.
    ///   - isDark: Whether the terminal's own background is dark.
    /// - Returns: The text of an SVG file.
    public func svg(title: String, isDark: Bool) -> String {
        let palette = SVGPalette(isDark: isDark)
        let (width, height) = (
            size.columns * SVGPalette.columnWidth, size.rows * SVGPalette.rowHeight
        )
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-12 -12 \(width + 24) "
                + "\(height + 24)\" width=\"\(width + 24)\" height=\"\(height + 24)\" "
                + "font-family=\"'DejaVu Sans Mono', 'JetBrains Mono', Menlo, Consolas, monospace\" "
                + "font-size=\"15\" role=\"img\" xml:space=\"preserve\">",
            "<title>\(title.escapedForXML)</title>",
            "<rect x=\"-12\" y=\"-12\" width=\"\(width + 24)\" height=\"\(height + 24)\" "
                + "fill=\"\(palette.ground)\"/>",
        ]
        for row in 0..<size.rows {
            for run in runs(inRow: row) { lines += palette.elements(of: run) }
        }
        return (lines + ["</svg>", ""]).joined(separator: "\n")
    }

    /// The cells of a row in runs of one look, blanks without a background left out.
    private func runs(inRow row: Int) -> [CellRun] {
        var runs: [CellRun] = []
        var column = 0
        while column < size.columns {
            let style = self[column, row].style
            var cells: [Cell] = []
            let start = column
            while column < size.columns, self[column, row].style == style {
                cells.append(self[column, row])
                column += 1
            }
            runs.append(CellRun(start: Point(column: start, row: row), cells: cells))
        }
        return runs
    }
}

/// How colours and cells become those of a picture.
private struct SVGPalette {
    static let columnWidth = 9
    static let rowHeight = 19
    let isDark: Bool

    var ground: String { isDark ? "#16181d" : "#fbfbf8" }
    private var ink: String { isDark ? "#d4d7dd" : "#24262b" }

    func elements(of run: CellRun) -> [String] {
        guard let style = run.cells.first?.style else { return [] }
        let isReversed = style.attributes.contains(.reverse)
        let front = text(of: style.foreground) ?? ink
        let back = text(of: style.background)
        let (fill, behind) = isReversed ? (back ?? ground, front) : (front, back ?? "")
        let (x, y) = (run.start.column * Self.columnWidth, run.start.row * Self.rowHeight)
        var elements: [String] = []
        if !behind.isEmpty {
            let width = run.cells.count * Self.columnWidth
            elements.append(
                "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(Self.rowHeight)\" "
                    + "fill=\"\(behind)\"/>"
            )
        }
        var looks = style.attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
        if style.attributes.contains(.dim) { looks += " opacity=\"0.6\"" }
        if style.attributes.contains(.italic) { looks += " font-style=\"italic\"" }
        if style.attributes.contains(.underline) { looks += " text-decoration=\"underline\"" }
        for (offset, count, text) in words(of: run) {
            elements.append(
                "<text x=\"\(x + offset * Self.columnWidth)\" y=\"\(y + 14)\" fill=\"\(fill)\""
                    + " textLength=\"\(count * Self.columnWidth)\" lengthAdjust=\"spacingAndGlyphs\""
                    + "\(looks)>\(text.escapedForXML)</text>"
            )
        }
        return elements
    }

    /// The text of a run between longer gaps, with its first column and its length in columns.
    private func words(of run: CellRun) -> [(offset: Int, count: Int, text: String)] {
        var words: [(offset: Int, count: Int, text: String)] = []
        var text = ""
        var start = 0
        var end = 0
        for (place, cell) in run.cells.enumerated() where cell.width > 0 && cell.scalar != " " {
            if place - end > 1 || text.isEmpty {
                if !text.isEmpty { words.append((start, end - start, text)) }
                (text, start) = ("", place)
            } else {
                text += String(repeating: " ", count: place - end)
            }
            text.unicodeScalars.append(cell.scalar)
            text.unicodeScalars.append(contentsOf: cell.marks)
            end = place + Int(cell.width)
        }
        if !text.isEmpty { words.append((start, end - start, text)) }
        return words
    }

    private func text(of color: Color) -> String? {
        switch color {
        case .standard: nil
        case .rgb(let red, let green, let blue): Self.text(red, green, blue)
        case .ansi(let number): Self.text(ofNumber: Int(number), isDark: isDark)
        }
    }

    private static func text(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> String {
        let digits = [red, green, blue].map { value in
            let text = String(value, radix: 16)
            return value < 16 ? "0" + text : text
        }
        return "#" + digits.joined()
    }

    /// xterm's 256 colours: 16 by name, a cube of 6x6x6, and 24 greys.
    private static func text(ofNumber number: Int, isDark: Bool) -> String {
        switch number {
        case ..<16:
            return (isDark ? named : namedOnLight)[number]
        case ..<232:
            let steps = [0, 95, 135, 175, 215, 255].map { UInt8($0) }
            let place = number - 16
            return text(steps[place / 36], steps[place / 6 % 6], steps[place % 6])
        default:
            let grey = UInt8(clamping: 8 + 10 * (number - 232))
            return text(grey, grey, grey)
        }
    }

    private static let named = [
        "#1d1f21", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d4d7dd",
        "#6b7280", "#ff7b85", "#b5e08f", "#ffd68a", "#7cc4ff", "#e199f5", "#7fd8e3", "#ffffff",
    ]
    private static let namedOnLight = [
        "#24262b", "#b3261e", "#2e7d32", "#8a5a00", "#1557b0", "#7b2d8e", "#00727d", "#6b7280",
        "#4a5160", "#d0342c", "#388e3c", "#a66b00", "#1a6fd8", "#9339ab", "#008b99", "#24262b",
    ]
}

extension String {
    /// The text with the five characters of XML written as entities.
    fileprivate var escapedForXML: String {
        var escaped = ""
        for character in self {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&apos;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
