public import Failures

/// Why a terminal cannot be taken over.
public enum CursesError: Error, Sendable, Equatable {
    /// Neither input nor output is a terminal.
    case notATerminal
    /// The terminal cannot place its cursor; the name is `TERM`'s value.
    case notAddressable(term: String)
    /// The terminal's description is not installed; the name is `TERM`'s value.
    case unknownTerminal(term: String)
    /// The operating system refused something, in its own words.
    case refused(what: String, reason: String)
}

extension CursesError: ExplainedError {
    /// The error in words for the user.
    public var failure: Failure {
        switch self {
        case .notATerminal:
            Failure(
                "the dashboard needs a terminal, and standard output is none",
                hint: "for scripts: radiant get, radiant tree, or radiant dashboard --plain"
            )
        case .notAddressable(let term):
            Failure(
                term.isEmpty
                    ? "the dashboard needs a terminal, and TERM is not set"
                    : "the dashboard cannot be drawn on a terminal of type \(term)",
                hint: "set TERM to what the terminal is, such as xterm-256color, or use --plain"
            )
        case .unknownTerminal(let term):
            Failure(
                "no description of the terminal \(term) is installed",
                hint: "install it (Debian: ncurses-term), or set TERM=xterm-256color"
            )
        case .refused(let what, let reason):
            Failure("cannot take over the terminal: \(what): \(reason)")
        }
    }
}
