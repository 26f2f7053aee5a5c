extension CellGrid {
    /// The grid as text with the escape sequences for its looks (ECMA-48, SGR), a line a row.
    ///
    /// What others wrote was made safe when it was put into cells, so the only sequences are ours.
    public var escapedText: String {
        (0..<size.rows).map { row in
            var line = ""
            var looks = Style()
            var end = size.columns
            while end > 0, self[end - 1, row] == Cell() { end -= 1 }
            for column in 0..<end {
                let cell = self[column, row]
                guard cell.width > 0 else { continue }
                if cell.style != looks {
                    line += cell.style.escape
                    looks = cell.style
                }
                line.unicodeScalars.append(cell.scalar)
                line.unicodeScalars.append(contentsOf: cell.marks)
            }
            return line + (looks == Style() ? "" : "\u{1B}[0m")
        }
        .joined(separator: "\n") + "\n"
    }
}

extension Style {
    /// The sequence that sets this look, whatever was set before.
    fileprivate var escape: String {
        var codes = ["0"]
        let names: [(Attributes, String)] = [
            (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
        ]
        for (attribute, code) in names where attributes.contains(attribute) { codes.append(code) }
        codes += foreground.codes(base: 30) + background.codes(base: 40)
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }
}

extension Color {
    /// The parameters of SGR; `base` is 30 for the character and 40 for what is behind it.
    fileprivate func codes(base: Int) -> [String] {
        switch self {
        case .standard: []
        case .ansi(let number) where number < 8: ["\(base + Int(number))"]
        case .ansi(let number): ["\(base + 8)", "5", "\(number)"]
        case .rgb(let red, let green, let blue):
            ["\(base + 8)", "2", "\(red)", "\(green)", "\(blue)"]
        }
    }
}
