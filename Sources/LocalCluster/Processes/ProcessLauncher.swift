/// What starts processes; the seam towards the kernel.
public protocol ProcessLauncher: Sendable {
    /// Starts a process in a group of its own and returns when it has ended.
    ///
    /// Cancelling the task ends the whole group: first asked (SIGTERM), then forced (SIGKILL).
    ///
    /// - Parameters:
    ///   - program: What to start.
    ///   - onStart: Called with the number of the process, which is that of its group.
    ///   - onOutput: Called with what it writes to its output and its error output, as it comes.
    /// - Returns: How it ended.
    /// - Throws: `LocalClusterError.cannotStart`, or `CancellationError`.
    func run(
        _ program: ProgramCall,
        onStart: @escaping @Sendable (Int32) async -> Void,
        onOutput: @escaping @Sendable ([UInt8]) async -> Void
    ) async throws -> ProcessEnd

    /// Sends a signal to a process group.
    func send(_ signal: Int32, toGroup group: Int32)
}

/// A program with all that it is given.
public struct ProgramCall: Sendable, Hashable {
    /// The path of the program, then its arguments.
    public var words: [String]
    /// Its environment, whole.
    public var environment: [String: String]
    /// The directory it starts in.
    public var directory: String

    /// Makes a call.
    public init(words: [String], environment: [String: String] = [:], directory: String = "/") {
        self.words = words
        self.environment = environment
        self.directory = directory
    }
}

/// How a process ended.
public enum ProcessEnd: Sendable, Hashable {
    /// It returned this status.
    case exited(Int32)
    /// This signal ended it.
    case signalled(Int32)

    /// The status as a shell and Kubernetes have it: 128 and the signal, when one ended it.
    public var exitCode: Int {
        switch self {
        case .exited(let code): Int(code)
        case .signalled(let signal): 128 + Int(signal)
        }
    }
}
