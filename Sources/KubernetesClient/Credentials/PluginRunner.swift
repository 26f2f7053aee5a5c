/// What runs a credential plugin to its end.
public protocol PluginRunner: Sendable {
    /// Whether there is a terminal to give to a plugin now.
    func hasTerminal(for mode: ExecPlugin.InteractiveMode) async -> Bool

    /// Runs a program.
    ///
    /// What it writes to its standard error is shown on the terminal when it has it, and otherwise
    /// goes to where messages go.
    ///
    /// - Throws: `PluginFailure`, or `CancellationError`.
    func run(_ call: PluginCall) async throws -> PluginOutcome
}

/// A credential plugin to be run.
public struct PluginCall: Sendable, Hashable {
    /// A path, or a name to look for in `PATH`.
    public var command: String
    /// Its arguments.
    public var arguments: [String]
    /// Variables beside those of this process.
    public var environment: [String: String]
    /// Whether it is given the terminal.
    public var isInteractive: Bool
    /// The longest that it may take.
    public var limit: Duration
}

/// What a plugin left behind.
public struct PluginOutcome: Sendable, Hashable {
    /// Its exit status; 128 and the signal when it was killed.
    public var status: Int
    /// What it wrote to its standard output.
    public var output: [UInt8]
    /// The end of what it wrote to its standard error, empty when it had the terminal.
    public var complaint: String

    /// An outcome.
    public init(status: Int, output: [UInt8], complaint: String = "") {
        self.status = status
        self.output = output
        self.complaint = complaint
    }
}

/// Why a plugin could not be run.
public enum PluginFailure: Error, Sendable, Hashable {
    /// There is no such program, or it may not be run.
    case notFound
    /// It did not come to an end in time.
    case timedOut
    /// Something else, in a few words.
    case other(String)
}
