import Glibc

/// A file in which Radiant keeps something between two runs, for its user alone.
///
/// The audit log is one: lines are appended, and none is ever taken away.
public struct StateFile: Sendable {
    /// Where it is.
    public let path: String

    /// The file of a path; it and its folder are made when the first line comes.
    public init(path: String) { self.path = path }

    /// The audit log of the user: `radiant/audit.jsonl` in `$XDG_STATE_HOME`, by default
    /// `~/.local/state`.
    public init(auditLogOf environment: [String: String]) {
        self.init(path: StateFile.folder(environment) + "/audit.jsonl")
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
        // One write, so that lines of two processes do not mix.
        try write(line + "\n", O_APPEND)
    }

    /// Writes a text in the place of whatever was there, readable by the user alone.
    ///
    /// - Throws: `OperationsError.unreadable`.
    public func replace(with text: String) throws(OperationsError) { try write(text, O_TRUNC) }

    private func write(_ text: String, _ flag: Int32) throws(OperationsError) {
        makeFolder()
        let flags = O_WRONLY | flag | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        let descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else { throw failure }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw failure }
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
