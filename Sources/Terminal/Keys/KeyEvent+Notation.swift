extension KeyEvent {
    /// A key from the words that a configuration file uses, such as `ctrl-d`, `shift-tab`, `f2`,
    /// `space`, `enter` or a character alone.
    ///
    /// - Returns: `nil` when the words name no key that a terminal can report.
    public init?(notation: String) {
        if notation.count == 1, let character = notation.first, character != " " {
            self = .character(character)
            return
        }
        let word = notation.lowercased()
        if let named = Self.named[word] {
            self = named
        } else if word.hasPrefix("ctrl-"), word.count == 6, let letter = word.last,
            letter.isASCII, letter.isLetter
        {
            self = .control(letter)
        } else if word.hasPrefix("f"), let number = Int(word.dropFirst()),
            (1...63).contains(number)
        {
            self = .function(number)
        } else {
            return nil
        }
    }

    private static let named: [String: KeyEvent] = [
        "enter": .enter, "esc": .escape, "escape": .escape, "tab": .tab, "shift-tab": .backTab,
        "backspace": .backspace, "delete": .delete, "up": .up, "down": .down, "left": .left,
        "right": .right, "home": .home, "end": .end, "page-up": .pageUp, "page-down": .pageDown,
        "space": .character(" "),
    ]
}
