import Glibc

/// A file to which lines are appended and from which none is taken.
public struct AuditFile: Sendable {
    /// Where it is.
    public let path: String

    /// The file of a path; it and its folder are made when the first line comes.
    public init(path: String) { self.path = path }

    /// The file of the user: `radiant/audit.jsonl` in `$XDG_STATE_HOME`, by default
    /// `~/.local/state`.
    public init(environment: [String: String]) {
        self.init(path: AuditFile.folder(environment) + "/audit.jsonl")
    }

    /// The folder in which Radiant keeps what it knows between two runs.
    public static func folder(_ environment: [String: String]) -> String {
        let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (state ?? (environment["HOME"] ?? "") + "/.local/state") + "/radiant"
    }

    /// Appends a line, readable by the user alone.
    ///
    /// - Throws: `OperationsError.unreadable`.
    public func append(_ line: String) throws(OperationsError) {
        makeFolder()
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        let descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else { throw failure }
        defer { close(descriptor) }
        // One write, so that lines of two processes do not mix.
        let bytes = Array((line + "\n").utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count else { throw failure }
    }

    private var failure: OperationsError {
        .unreadable(path: path, reason: String(cString: strerror(errno)).lowercased())
    }

    private func makeFolder() {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        for count in parts.indices.dropFirst() {
            mkdir(parts[...count].joined(separator: "/"), 0o700)
        }
    }
}
