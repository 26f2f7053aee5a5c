import Foundation
import Glibc
import Synchronization
import Testing

/// A terminal of which every byte is seen that a program writes to it, and which answers what a
/// program asks as the test wants it.
final class PseudoTerminal: Sendable {
    private let master: Int32
    private let pid: pid_t
    private let written = Mutex<[UInt8]>([])

    /// Runs a program on a new terminal.
    ///
    /// - Parameters:
    ///   - columns: The columns.
    ///   - rows: The rows.
    ///   - path: The program.
    ///   - arguments: Its arguments.
    ///   - environment: The variables besides those of the test.
    ///   - answers: What is sent when a text was written, in the order of the texts.
    /// - Throws: What keeps a terminal from being made.
    init(
        columns: UInt16,
        rows: UInt16,
        _ path: String,
        _ arguments: [String] = [],
        environment: [String: String],
        answers: [(question: String, answer: String)] = []
    ) throws {
        // What posix_openpt, unlockpt and ptsname do; Swift's Glibc has none of them (ioctl_tty(2)).
        master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: Int32 = 0
        try #require(master >= 0)
        try #require(ioctl(master, 0x4004_5431, &locked) == 0)
        try #require(ioctl(master, 0x8004_5430, &number) == 0)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        let slave = "/dev/pts/\(number)"

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a session opens is the session's.
        posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let newSession: Int16 = 0x80
        posix_spawnattr_setflags(&attributes, newSession)
        let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        var pairs: [UnsafeMutablePointer<CChar>?] =
            variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + pairs { free(text) } }
        var pid = pid_t()
        try #require(posix_spawn(&pid, path, &actions, &attributes, &words, &pairs) == 0)
        self.pid = pid
        read(answers)
    }

    private func read(_ answers: [(question: String, answer: String)]) {
        let thread = Thread { [self] in
            var answered: Set<String> = []
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = Glibc.read(master, &bytes, bytes.count)
                guard count > 0 else { return }
                let all = written.withLock { written in
                    written += bytes[..<count]
                    return written
                }
                for (question, answer) in answers where !answered.contains(question) {
                    guard all.firstRange(of: Array(question.utf8)) != nil else { continue }
                    answered.insert(question)
                    type(answer)
                }
            }
        }
        thread.start()
    }

    /// Sends what a keyboard would.
    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Every byte that was written so far.
    var output: [UInt8] { written.withLock { $0 } }

    /// Whether a text was written, as it is.
    func has(_ text: String) -> Bool { output.firstRange(of: Array(text.utf8)) != nil }

    /// Waits until texts were written.
    func shows(_ texts: String..., within limit: Duration = .seconds(30)) async -> Bool {
        await eventually(within: limit) { texts.allSatisfy(has) ? true : nil } ?? false
    }

    /// What was written, as far as it is text, for the words of a failure.
    var end: String {
        String(decoding: output.suffix(4000), as: UTF8.self)
            .replacing("\u{1B}", with: "␛")
    }

    /// Ends the program and waits until it is gone.
    ///
    /// - Returns: Its exit status, or `nil` when it had to be killed.
    func close() async -> Int32? {
        kill(pid, SIGTERM)
        let status: Int32? = await eventually(within: .seconds(10)) {
            var status: Int32 = 0
            return waitpid(pid, &status, WNOHANG) == pid ? status : nil
        }
        if status == nil {
            kill(pid, SIGKILL)
            var status: Int32 = 0
            waitpid(pid, &status, 0)
        }
        Glibc.close(master)
        return status.map { ($0 >> 8) & 0xFF }
    }
}
