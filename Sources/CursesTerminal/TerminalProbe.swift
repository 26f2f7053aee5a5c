import CNcurses
import Glibc
import Terminal

/// Asks the terminal about itself before it is taken over.
enum TerminalProbe {
    /// How long an answer is waited for, in milliseconds.
    private static let limit: Int32 = 100

    /// What the terminal answers within 100 ms; it need not answer at all.
    ///
    /// - Parameters:
    ///   - input: The descriptor that answers come from.
    ///   - output: The descriptor that questions go to.
    ///   - settings: The terminal's settings as they were found, to which it returns.
    /// - Returns: The answers. Keys that were struck meanwhile are lost.
    static func ask(input: Int32, output: Int32, settings: termios) -> TerminalReplies {
        var replies = TerminalReplies()
        var quiet = settings
        // Answers must neither be shown nor wait for the end of a line.
        quiet.c_lflag &= ~tcflag_t(ICANON | ECHO)
        guard tcsetattr(output, TCSANOW, &quiet) == 0 else { return replies }
        defer {
            var settings = settings
            tcsetattr(output, TCSANOW, &settings)
        }
        let questions = TerminalReplies.questions
        guard write(output, questions, questions.count) == questions.count else { return replies }
        let start = milliseconds()
        while !replies.isComplete {
            let rest = limit - Int32(min(Int64(limit), milliseconds() - start))
            var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            guard rest > 0, poll(&waiting, 1, rest) > 0 else { return replies }
            var bytes = [UInt8](repeating: 0, count: 1024)
            let count = read(input, &bytes, bytes.count)
            guard count > 0 else { return replies }
            for byte in bytes[..<count] { _ = replies.receive(byte) }
        }
        return replies
    }

    private static func milliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }
}
