import Glibc
import Terminal

/// The standard output and the standard error, to which only text goes that is safe to print.
enum Output {
    /// Writes to the standard output, for results.
    ///
    /// A closed pipe ends the program as a success: whoever read has what they wanted.
    static func print(_ text: String) { write(safe(text), to: STDOUT_FILENO) }

    /// Writes a document to the standard output, for programs: as it is, unless a terminal would show
    /// it.
    static func printDocument(_ text: String) {
        write(isTerminal ? safe(text) : Array(text.utf8), to: STDOUT_FILENO)
    }

    /// Writes one line to the standard error, for everything that is no result.
    static func remark(_ line: String) { write(safe(line + "\n"), to: STDERR_FILENO) }

    /// Whether the standard output is a terminal.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// The text with its lines as they are, and nothing in them that could drive a terminal.
    static func safe(_ text: String) -> [UInt8] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return Array(lines.map(\.sanitised).joined(separator: "\n").utf8)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                exit(0)
            } else if errno == EAGAIN {
                // A shared terminal may have been made non-blocking by somebody else.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
            } else if errno != EINTR {
                return
            }
        }
    }
}
