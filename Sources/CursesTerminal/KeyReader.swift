import CNcurses
import Glibc
import Terminal

/// Turns what ncurses reads into events, and gathers what is pasted into one.
struct KeyReader {
    // Codes of our own, above those of ncurses.
    private static let pasteBegins: Int32 = 600
    private static let pasteEnds: Int32 = 601
    private static let mouseBegins: Int32 = 602
    /// Where a report of the mouse is given up, in characters.
    private static let mouseLimit = 24
    /// Where a paste is cut off, in characters.
    private static let pasteLimit = 1 << 16

    // Reading from stdscr would refresh it: keys are read from a pad that is never shown.
    private let pad: UnsafeMutablePointer<WINDOW>
    private var pasted: String.UnicodeScalarView?
    /// What came so far of a report of the mouse.
    private var mouse: String?
    /// Answers of the terminal that come late must not be taken for keys.
    private var replies: TerminalReplies?

    init?(owesReplies: Bool) {
        guard let pad = newpad(1, 1) else { return nil }
        self.pad = pad
        replies = owesReplies ? TerminalReplies() : nil
        keypad(pad, true)
        nodelay(pad, true)
        // Reports of the mouse are read here, in the one encoding that is asked for.
        define_key(nil, KEY_MOUSE)
        for (sequence, code) in Self.sequences where key_defined(sequence) <= 0 {
            define_key(sequence, code)
        }
    }

    /// Keys as terminals send them outside of the mode that terminfo describes.
    private static let sequences: [(String, Int32)] = [
        ("\u{1B}[200~", pasteBegins), ("\u{1B}[201~", pasteEnds),
        ("\u{1B}[A", KEY_UP), ("\u{1B}[B", KEY_DOWN), ("\u{1B}[C", KEY_RIGHT),
        ("\u{1B}[D", KEY_LEFT), ("\u{1B}[H", KEY_HOME), ("\u{1B}[F", KEY_END),
        ("\u{1B}OH", KEY_HOME), ("\u{1B}OF", KEY_END), ("\u{1B}[1~", KEY_HOME),
        ("\u{1B}[4~", KEY_END), ("\u{1B}[Z", KEY_BTAB), ("\u{1B}[<", mouseBegins),
    ]

    /// The events that wait to be read.
    mutating func readAll() -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        while true {
            var code = wint_t()
            let kind = wget_wch(pad, &code)
            guard kind == OK || kind == KEY_CODE_YES else {
                events += abandonedReply()
                return events
            }
            if kind == OK, replies != nil, pasted == nil, let byte = UInt8(exactly: code) {
                events += keys(in: byte)
                continue
            }
            let event =
                kind == OK ? character(UInt32(code)) : function(Int32(bitPattern: UInt32(code)))
            if let event { events.append(event) }
        }
    }

    /// The keys that a byte completes, unless it is a part of a late answer.
    private mutating func keys(in byte: UInt8) -> [TerminalEvent] {
        let keys = replies?.receive(byte) ?? [byte]
        if replies?.isComplete == true { replies = nil }
        return keys.compactMap { character(UInt32($0)) }
    }

    /// What began like an answer and went on as none: ncurses hands over a sequence at once, so the
    /// rest would be there.
    private mutating func abandonedReply() -> [TerminalEvent] {
        (replies?.abandon() ?? []).compactMap { character(UInt32($0)) }
    }

    private mutating func function(_ code: Int32) -> TerminalEvent? {
        switch code {
        case Self.mouseBegins:
            mouse = pasted == nil ? "" : nil
            return nil
        case Self.pasteBegins:
            pasted = String.UnicodeScalarView()
            return nil
        case Self.pasteEnds:
            defer { pasted = nil }
            return pasted.map { .paste(String($0)) }
        default:
            return pasted == nil ? Self.key(code).map { .key($0) } : nil
        }
    }

    private static func key(_ code: Int32) -> KeyEvent? {
        switch code {
        case KEY_UP: .up
        case KEY_DOWN: .down
        case KEY_LEFT: .left
        case KEY_RIGHT: .right
        case KEY_HOME: .home
        case KEY_END: .end
        case KEY_PPAGE: .pageUp
        case KEY_NPAGE: .pageDown
        case KEY_BACKSPACE: .backspace
        case KEY_DC: .delete
        case KEY_ENTER: .enter
        case KEY_BTAB: .backTab
        case KEY_F0 + 1...KEY_F0 + 63: .function(Int(code - KEY_F0))
        default: nil
        }
    }

    /// Takes a character of a report of the mouse; the event when it was the last one.
    private mutating func report(_ code: UInt32) -> TerminalEvent? {
        guard let scalar = Unicode.Scalar(code), var text = mouse else { return nil }
        text.unicodeScalars.append(scalar)
        let isOpen = ("0"..."9").contains(scalar) || scalar == ";"
        mouse = isOpen && text.utf8.count < Self.mouseLimit ? text : nil
        return MouseEvent(report: text).map { .mouse($0) }
    }

    private mutating func character(_ code: UInt32) -> TerminalEvent? {
        if mouse != nil { return report(code) }
        if pasted != nil {
            guard let scalar = Unicode.Scalar(code == 13 ? 10 : code) else { return nil }
            if pasted?.count ?? 0 < Self.pasteLimit { pasted?.append(scalar) }
            return nil
        }
        switch code {
        case 0: return nil
        case 8, 127: return .key(.backspace)
        case 9: return .key(.tab)
        case 10, 13: return .key(.enter)
        case 27: return .key(.escape)
        case 1...26:
            return Unicode.Scalar(code + 96).map { .key(.control(Character($0))) }
        case 28...31: return nil
        default: return Unicode.Scalar(code).map { .key(.character(Character($0))) }
        }
    }
}
