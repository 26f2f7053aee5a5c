/// One line of text that is being typed.
public struct TextInput: Sendable, Equatable {
    /// What was typed.
    public private(set) var text: String
    /// How many characters lie before the cursor.
    public private(set) var cursor: Int

    /// A line with the cursor at its end.
    public init(_ text: String = "") {
        self.text = text
        cursor = text.count
    }

    /// Takes a key.
    ///
    /// The line knows the keys of a shell: arrows, Home, End, Ctrl-a, Ctrl-e, Ctrl-u, Ctrl-k, Ctrl-w.
    ///
    /// - Returns: Whether the key meant something here.
    public mutating func receive(_ key: KeyEvent) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .backspace: erase(cursor - 1..<cursor)
        case .delete: erase(cursor..<cursor + 1)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(text.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .control("u"): erase(0..<cursor)
        case .control("k"): erase(cursor..<text.count)
        case .control("w"): erase(startOfWord..<cursor)
        default: return false
        }
        return true
    }

    /// Puts text at the cursor, as it would be shown, in one line.
    public mutating func insert(_ pasted: String) {
        let safe = pasted.sanitised
        let place = text.index(text.startIndex, offsetBy: cursor)
        text.insert(contentsOf: safe, at: place)
        cursor = min(text.count, cursor + safe.count)
    }

    /// The columns of the terminal that lie before the cursor.
    public var cursorColumn: Int { text.prefix(cursor).columns }

    private var startOfWord: Int {
        let before = Array(text.prefix(cursor))
        var place = before.count
        while place > 0, before[place - 1] == " " { place -= 1 }
        while place > 0, before[place - 1] != " " { place -= 1 }
        return place
    }

    private mutating func erase(_ range: Range<Int>) {
        let clipped = range.clamped(to: 0..<text.count)
        let first = text.index(text.startIndex, offsetBy: clipped.lowerBound)
        let end = text.index(text.startIndex, offsetBy: clipped.upperBound)
        text.removeSubrange(first..<end)
        cursor = min(clipped.lowerBound, text.count)
    }
}

extension CellGrid {
    /// Draws a line that is being typed, scrolled so that its end is seen, and sets the cursor.
    public mutating func draw(_ input: TextInput, column: Int, row: Int, columns: Int, style: Style)
    {
        guard columns > 1 else { return }
        let offset = max(0, input.cursorColumn - (columns - 1))
        var hidden = 0
        var shown = Substring(input.text)
        while hidden < offset, let first = shown.first {
            hidden += String(first).columns
            shown = shown.dropFirst()
        }
        write(shown, column: column, row: row, style: style, limit: columns)
        cursor = Point(column: column + input.cursorColumn - hidden, row: row)
    }
}
