import CNcurses
import Glibc
import Terminal

/// How the terminal is taken over and given back.
struct CursesSetup: Sendable {
    /// The descriptor that keys come from.
    let input: Int32
    /// What the terminal can show.
    let capabilities: TerminalCapabilities
    /// Whether the terminal was asked about itself and has not answered everything yet.
    let owesReplies: Bool

    private let output: Int32
    private let environment: TerminalEnvironment
    private let settings: termios
    private let errors: DivertedErrors

    /// Looks at the terminal without changing it.
    init(environment: TerminalEnvironment) throws(CursesError) {
        guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
        guard environment.isAddressable else { throw .notAddressable(term: environment.term) }
        output = dup(STDOUT_FILENO)
        input = isatty(STDIN_FILENO) == 1 ? dup(STDIN_FILENO) : Glibc.open("/dev/tty", O_RDONLY)
        guard output >= 0, input >= 0 else {
            throw .refused(what: "/dev/tty", reason: String(cString: strerror(errno)))
        }
        var settings = termios()
        tcgetattr(output, &settings)
        self.settings = settings
        self.environment = environment

        let isUnicode = Self.adoptLocale(isUnicode: environment.isUnicode)
        var status: Int32 = 0
        guard setupterm(environment.term, output, &status) == OK else {
            throw .unknownTerminal(term: environment.term)
        }
        guard let place = tigetstr("cup"), Int(bitPattern: place) != -1 else {
            throw .notAddressable(term: environment.term)
        }
        let depth = environment.colorDepth(terminfoColors: Int(tigetnum("colors")))
        let replies =
            environment.isLikeXterm
            ? TerminalProbe.ask(input: input, output: output, settings: settings)
            : TerminalReplies()
        owesReplies = environment.isLikeXterm && !replies.isComplete
        capabilities = TerminalCapabilities(
            colorDepth: depth,
            isUnicode: isUnicode,
            isLight: replies.isLight ?? environment.isLight,
            pictures: replies.pictureProtocol,
            cell: replies.cell ?? Self.cell(output)
        )
        errors = DivertedErrors()
    }

    /// The size of a cell as the operating system tells it, else one that is common.
    private static func cell(_ output: Int32) -> Size {
        var width: Int32 = 0
        var height: Int32 = 0
        guard radiant_cell_size(output, &height, &width) == 1 else {
            return Size(columns: 8, rows: 16)
        }
        return Size(columns: Int(width), rows: Int(height))
    }

    /// Sets the locale of characters: the user's, or C.UTF-8 where that is a UTF-8 locale which is not
    /// installed here.
    ///
    /// - Returns: Whether characters beyond ASCII can be shown.
    private static func adoptLocale(isUnicode: Bool) -> Bool {
        _ = setlocale(LC_CTYPE, "")
        if radiant_is_utf8() == 1 { return true }
        guard isUnicode else { return false }
        return setlocale(LC_CTYPE, "C.UTF-8") != nil && radiant_is_utf8() == 1
    }

    /// Takes the terminal over; on the ncurses thread.
    func begin(wakeup: Int32) throws(CursesError) {
        Restoration.prepare(terminal: output, settings: settings, wakeup: wakeup)
        set_escdelay(25)
        guard makeScreen() else {
            Restoration.disarm()
            errors.end()
            throw .unknownTerminal(term: environment.term)
        }
        raw()
        noecho()
        nonl()
        curs_set(0)
        if capabilities.colorDepth > .none {
            start_color()
            use_default_colors()
        }
        Restoration.arm(
            leaving: leavingBytes,
            savedErrors: errors.saved,
            divertedErrors: errors.diverted
        )
        send(Self.pasteOn)
        if let size = windowSize { resizeterm(Int32(size.rows), Int32(size.columns)) }
    }

    /// The size as the operating system knows it.
    var windowSize: Size? {
        var rows: Int32 = 0
        var columns: Int32 = 0
        guard radiant_window_size(output, &rows, &columns) == 1 else { return nil }
        return Size(columns: Int(columns), rows: Int(rows))
    }

    /// Gives the terminal back for a while.
    func leave() {
        send(Self.mouseOff + Self.pasteOff)
        endwin()
        Restoration.setArmed(false)
        errors.pause()
    }

    /// Takes it over again.
    func enter() {
        errors.resume()
        Restoration.setArmed(true)
        reset_prog_mode()
        wrefresh(radiant_stdscr())
        send(Self.pasteOn)
    }

    /// Gives it back for good.
    func end() {
        send(Self.mouseOff + Self.pasteOff)
        endwin()
        Restoration.disarm()
        var settings = settings
        tcsetattr(output, TCSADRAIN, &settings)
        errors.end()
    }

    // xterm's bracketed paste (ctlseqs): without it a pasted line is a row of commands.
    private static let pasteOn = "\u{1B}[?2004h"
    private static let pasteOff = "\u{1B}[?2004l"

    // xterm's reports of buttons and the wheel, with places in digits (ctlseqs): modes 1000 and 1006.
    private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
    private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"

    /// Has the terminal report what the mouse does, or no more.
    func hearMouse(_ isOn: Bool) { send(isOn ? Self.mouseOn : Self.mouseOff) }

    private func send(_ text: String) {
        guard environment.isLikeXterm else { return }
        send(Array(text.utf8))
    }

    /// Writes bytes to the terminal past ncurses, all of them.
    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var ready = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, 1000)
            } else if errno != EINTR {
                return
            }
        }
    }

    private func makeScreen() -> Bool {
        guard let outputStream = fdopen(output, "w"), let inputStream = fdopen(input, "r") else {
            return false
        }
        if capabilities.colorDepth == .direct, tigetnum("colors") <= 256 {
            let former = getenv("TERMINFO").map { String(cString: $0) }
            setenv("TERMINFO", DirectColor.entry, 1)
            let screen = newterm(DirectColor.name, outputStream, inputStream)
            // Children must find what the user has set.
            if let former { setenv("TERMINFO", former, 1) } else { unsetenv("TERMINFO") }
            if screen != nil { return true }
        }
        return newterm(environment.term, outputStream, inputStream) != nil
    }

    /// What a handler writes to leave the screen: the terminal's own strings without their padding.
    private var leavingBytes: [UInt8] {
        var bytes = environment.isLikeXterm ? Array((Self.mouseOff + Self.pasteOff).utf8) : []
        for name in ["sgr0", "cnorm", "rmcup", "rmkx"] {
            guard let text = tigetstr(name), Int(bitPattern: text) != -1 else { continue }
            let whole = Array(String(cString: text).utf8)
            var index = 0
            while index < whole.count {
                if whole[index] == UInt8(ascii: "$"), index + 1 < whole.count,
                    whole[index + 1] == UInt8(ascii: "<")
                {
                    while index < whole.count, whole[index] != UInt8(ascii: ">") { index += 1 }
                } else {
                    bytes.append(whole[index])
                }
                index += 1
            }
        }
        return bytes
    }
}
