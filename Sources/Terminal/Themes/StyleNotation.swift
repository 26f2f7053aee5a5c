extension Style {
    /// A look from words, such as `#e0af68 bold`, `bright-red on default` or `default on #2b3040`.
    ///
    /// A colour is `default`, `#rrggbb`, one of the eight ANSI names, or one of them after
    /// `bright-`. The first colour is the character's, the one after `on` is behind it. Attributes are
    /// `bold`, `dim`, `italic`, `underline` and `reverse`.
    ///
    /// - Returns: `nil` when a word is none of these.
    public init?(notation: String) {
        self.init()
        var isBackground = false
        for word in notation.split(separator: " ") {
            if word == "on" {
                isBackground = true
            } else if let attribute = Attributes(word: word) {
                attributes.insert(attribute)
            } else if let color = Color(word: word) {
                if isBackground { background = color } else { foreground = color }
            } else {
                return nil
            }
        }
    }
}

extension Style.Attributes {
    fileprivate init?(word: Substring) {
        switch word {
        case "bold": self = .bold
        case "dim": self = .dim
        case "italic": self = .italic
        case "underline": self = .underline
        case "reverse": self = .reverse
        default: return nil
        }
    }
}

extension Color {
    fileprivate init?(word: Substring) {
        let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
        if word == "default" {
            self = .standard
        } else if let index = names.firstIndex(of: String(word)) {
            self = .ansi(UInt8(index))
        } else if word.hasPrefix("bright-"),
            let index = names.firstIndex(of: String(word.dropFirst("bright-".count)))
        {
            self = .ansi(UInt8(index + 8))
        } else if word.hasPrefix("#"), word.utf8.count == 7,
            let value = UInt32(word.dropFirst(), radix: 16)
        {
            self = .rgb(
                red: UInt8(value >> 16 & 0xFF),
                green: UInt8(value >> 8 & 0xFF),
                blue: UInt8(value & 0xFF)
            )
        } else {
            return nil
        }
    }
}
