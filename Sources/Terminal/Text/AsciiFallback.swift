extension Unicode.Scalar {
    /// A character of ASCII that stands in for this one on a terminal without UTF-8.
    public var asciiFallback: Unicode.Scalar {
        if isASCII { return value < 0x20 || value == 0x7F ? "?" : self }
        if let exact = Self.asciiTwins[self] { return exact }
        switch value {
        case 0x2500...0x257F: return "+"
        case 0x2800...0x28FF: return Self.brailleTwin(of: value)
        case 0x2400...0x241F: return "?"
        case 0x2581...0x2583: return "."
        case 0x2584...0x2586: return "-"
        case 0x2587...0x258F: return "#"
        case 0xA0: return " "
        default: return "?"
        }
    }

    /// The more dots, the heavier the character.
    private static func brailleTwin(of value: UInt32) -> Unicode.Scalar {
        switch (value - 0x2800).nonzeroBitCount {
        case 0: " "
        case 1...2: "."
        case 3...5: ":"
        default: "#"
        }
    }

    /// The MICR symbols are spelled as the check reader's transcription spells them.
    private static let asciiTwins: [Unicode.Scalar: Unicode.Scalar] = [
        "─": "-", "━": "=", "═": "=", "╌": "-", "┄": "-", "┈": "-", "╴": "-", "╶": "-",
        "│": "|", "┃": "|", "║": "|", "╎": ":", "┆": ":", "┊": ":", "▏": "|", "▕": "|", "▌": "|",
        "█": "#", "▓": "%", "▒": "=", "░": ".", "▁": "_", " ": " ",
        "●": "*", "○": "o", "◐": "~", "◌": ".", "◇": "<", "◆": "*", "■": "#", "□": "o",
        "▲": "!", "△": "^", "▼": "v", "▽": "v", "▶": ">", "▸": ">", "◀": "<", "◂": "<", "✖": "X",
        "✔": "+", "→": ">", "←": "<", "↑": "^", "↓": "v", "≠": "!", "≥": ">", "≤": "<", "±": "~",
        "·": ".", "•": "*", "…": "~", "–": "-", "—": "-", "×": "x", "µ": "u", "∅": "0",
        "\u{2018}": "'", "\u{2019}": "'", "\u{201C}": "\"", "\u{201D}": "\"",
        "⑆": ":", "⑇": "=", "⑈": "<", "⑉": "-", "␛": "^",
    ]
}
