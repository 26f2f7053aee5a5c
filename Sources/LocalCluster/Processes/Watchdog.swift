import Glibc
import Logging
import Subprocess
import SystemPackage

/// A process beside the cluster that ends the cluster's process groups when the cluster is gone.
///
/// It holds one end of a pipe whose other end only the cluster has: however the cluster ends, the
/// pipe then closes.
struct Watchdog: Sendable {
    private let words: [String]
    private let directory: DataDirectory
    private let ledger: ProcessLedger
    private let logger: Logger

    /// Makes a watchdog.
    ///
    /// - Parameters:
    ///   - words: The program that calls `watch(_:)`, then its arguments before the cluster's mark.
    ///   - directory: The directory of the cluster.
    ///   - ledger: The groups to end.
    ///   - logger: Where it is said when the watchdog had to be started again.
    init(words: [String], directory: DataDirectory, ledger: ProcessLedger, logger: Logger) {
        self.words = words
        self.directory = directory
        self.ledger = ledger
        self.logger = logger
    }

    /// Keeps a watchdog running until the task is cancelled.
    func run() async {
        var backoff = RestartBackoff()
        let clock = ContinuousClock()
        while !Task.isCancelled {
            let start = clock.now
            do {
                try await runOnce()
            } catch {
                if Task.isCancelled { return }
                logger.warning("the watchdog ended", metadata: ["error": "\(error)"])
            }
            let delay = backoff.next(afterRunning: clock.now - start)
            try? await clock.sleep(for: delay)
        }
    }

    private func runOnce() async throws {
        var options = PlatformOptions()
        // A session of its own: neither Ctrl-C nor the end of the terminal reaches it.
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: false, allowedDurationToNextStep: .zero)
        ]
        let configuration = Configuration(
            executable: .path(FilePath(words[0])),
            arguments: Arguments(words.dropFirst() + [ClusterMark(of: directory).value]),
            environment: .custom([[UInt8]]()),
            workingDirectory: "/",
            platformOptions: options
        )
        let entries = await ledger.entries()
        _ = try await Subprocess.run(
            configuration,
            input: .inputWriter,
            output: .sequence,
            error: .discarded
        ) { execution in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await entry in entries {
                        let line = Array(entry.line.utf8)
                        _ = try await execution.standardInputWriter.write(line)
                    }
                }
                // It writes nothing: its output ends when it does.
                group.addTask { for try await _ in execution.standardOutput {} }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    /// What the watchdog's process does: reads what it is told until the pipe closes, then ends what
    /// is left of the cluster.
    ///
    /// - Parameters:
    ///   - mark: What the cluster's processes have in their environment.
    ///   - read: The next line of the pipe; `nil` when it is closed.
    static func watch(_ mark: ClusterMark, reading read: () -> String?) {
        var groups: Set<ProcessIdentity> = []
        while let line = read() {
            switch ProcessLedger.Entry(parsing: line) {
            case .began(let identity): groups.insert(identity)
            case .ended(let identity): groups.remove(identity)
            case nil: break
            }
        }
        ProcessSweep.end(groups, and: mark.bearers)
    }
}

/// The part of the watchdog's process, for the executable that becomes it.
public enum WatchdogProcess {
    /// The subcommand under which a cluster starts its executable again as its watchdog; the
    /// cluster's mark follows.
    public static let subcommand = "watch-cluster"

    /// Waits until the cluster with a mark is gone, and ends what is left of it.
    public static func run(mark: String) {
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { signal(number, SIG_IGN) }
        Watchdog.watch(ClusterMark(value: mark)) { readLine() }
    }
}
