import CNcurses
import Glibc

/// Gives the terminal back as it was when the process is struck down, from within a signal handler.
///
/// Everything that a handler needs is prepared in memory that never moves; the handlers only call
/// what POSIX allows in one: write, tcsetattr, dup2, pread, sigaction, raise.
enum Restoration {
    private struct Prepared {
        var terminal: Int32
        var settings: termios
        var bytes: UnsafeMutablePointer<UInt8>
        var byteCount: Int
        var wakeup: Int32
        var savedErrors: Int32
        var divertedErrors: Int32
        var isArmed: Bool
        var isLent: Bool
        var requests: Int32
    }

    // Written by the ncurses thread before the handlers are set and read by these; the pointer never
    // changes afterwards.
    private nonisolated(unsafe) static var prepared: UnsafeMutablePointer<Prepared>?

    /// Signals after which a process cannot go on.
    private static let faults: [Int32] = [
        SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS,
    ]
    /// Signals that ask a process to end, and those that concern its terminal.
    private static let requests: [Int32] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT]
    private static let news: [Int32] = [SIGWINCH, SIGCONT, SIGTSTP]

    /// Prepares for the worst; before newterm, which leaves alone every signal that has a handler.
    ///
    /// - Parameters:
    ///   - terminal: The descriptor of the terminal.
    ///   - settings: Its settings as they were found.
    ///   - wakeup: The pipe that hears of signals.
    static func prepare(terminal: Int32, settings: termios, wakeup: Int32) {
        let place = UnsafeMutablePointer<Prepared>.allocate(capacity: 1)
        place.initialize(
            to: Prepared(
                terminal: terminal,
                settings: settings,
                bytes: .allocate(capacity: 1),
                byteCount: 0,
                wakeup: wakeup,
                savedErrors: -1,
                divertedErrors: -1,
                isArmed: false,
                isLent: false,
                requests: 0
            )
        )
        prepared = place
        installAlternateStack()
        for number in faults {
            radiant_action(number, { Restoration.struck($0) }, Int32(SA_ONSTACK))
        }
        for number in requests + news {
            radiant_action(number, { Restoration.told($0) }, Int32(SA_RESTART))
        }
        atexit { Restoration.restore() }
    }

    /// Remembers what leaves the screen, and begins to watch over it.
    static func arm(leaving: [UInt8], savedErrors: Int32, divertedErrors: Int32) {
        guard let prepared else { return }
        let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, leaving.count))
        bytes.initialize(from: leaving, count: leaving.count)
        prepared.pointee.bytes = bytes
        prepared.pointee.byteCount = leaving.count
        prepared.pointee.savedErrors = savedErrors
        prepared.pointee.divertedErrors = divertedErrors
        prepared.pointee.isArmed = true
    }

    /// Whether the screen is up and must be taken down, whatever happens.
    static func setArmed(_ isArmed: Bool) {
        prepared?.pointee.isArmed = isArmed
    }

    /// Whether another program has the terminal: what the keyboard signals is for that one.
    static func setLent(_ isLent: Bool) {
        prepared?.pointee.isLent = isLent
    }

    /// Gives the signals back to whoever has them by default.
    static func disarm() {
        prepared?.pointee.isArmed = false
        for number in faults + requests + news { radiant_default_action(number) }
    }

    private static func installAlternateStack() {
        // A stack overflow leaves no room for its own handler.
        let size = 64 << 10
        var stack = stack_t()
        stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        stack.ss_size = size
        sigaltstack(&stack, nil)
    }

    private static func struck(_ number: Int32) {
        restore()
        // The default action ends the process when this handler returns, with the status that a shell
        // expects and a core dump of the place that failed.
        radiant_default_action(number)
        raise(number)
    }

    private static func told(_ number: Int32) {
        guard let prepared else { return }
        let isFromKeyboard = number == SIGINT || number == SIGQUIT || number == SIGTSTP
        if prepared.pointee.isLent, isFromKeyboard { return }
        if number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT {
            prepared.pointee.requests += 1
            if prepared.pointee.requests > 1 {
                // Whoever asks twice was not heard the first time.
                restore()
                radiant_default_action(number)
                raise(number)
                return
            }
        }
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(prepared.pointee.wakeup, &byte, 1)
    }

    private static func restore() {
        guard let prepared, prepared.pointee.isArmed else { return }
        prepared.pointee.isArmed = false
        _ = write(prepared.pointee.terminal, prepared.pointee.bytes, prepared.pointee.byteCount)
        tcsetattr(prepared.pointee.terminal, TCSAFLUSH, &prepared.pointee.settings)
        DivertedErrors.giveBack(
            saved: prepared.pointee.savedErrors,
            diverted: prepared.pointee.divertedErrors
        )
    }
}
