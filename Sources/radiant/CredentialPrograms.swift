import Glibc
import KubernetesClient
import Logging
import Subprocess
import Synchronization
import SystemPackage

/// Runs the credential plugins of a kubeconfig as children of this process.
final class CredentialPrograms: PluginRunner {
    /// What a plugin complained of while it had no terminal; the last lines of it.
    private static let complaintLimit = 64 << 10

    /// What takes the terminal from a screen for as long as something runs.
    typealias Lender = @Sendable (@Sendable () async -> Void) async -> Void

    private let lender = Mutex<Lender?>(nil)
    private let logger = Logger(label: "radiant.credentials")

    /// Whether a plugin gets the terminal: beside a screen, only one that cannot do without.
    func hasTerminal(for mode: ExecPlugin.InteractiveMode) -> Bool {
        guard isatty(0) == 1, isatty(2) == 1 else { return false }
        return mode == .always || lender.withLock { $0 == nil }
    }

    /// Notes that a screen has the terminal from now on.
    func giveWay(to lender: @escaping Lender) { self.lender.withLock { $0 = lender } }

    func run(_ call: PluginCall) async throws -> PluginOutcome {
        try await withThrowingTaskGroup(of: PluginOutcome.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await self.start(call) }
            group.addTask {
                try await ContinuousClock().sleep(for: call.limit)
                throw PluginFailure.timedOut
            }
            guard let outcome = try await group.next() else { throw CancellationError() }
            return outcome
        }
    }

    private func start(_ call: PluginCall) async throws -> PluginOutcome {
        var options = PlatformOptions()
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: false, allowedDurationToNextStep: .seconds(1))
        ]
        let updates = Dictionary(
            uniqueKeysWithValues: call.environment.map {
                (Subprocess.Environment.Key(stringLiteral: $0.key), Optional($0.value))
            }
        )
        let configuration = Subprocess.Configuration(
            executable: call.command.contains("/")
                ? .path(FilePath(call.command)) : .name(call.command),
            arguments: Arguments(call.arguments),
            environment: .inherit.updating(updates),
            platformOptions: options
        )
        do {
            if call.isInteractive { return try await startOnTerminal(configuration) }
            let result = try await Subprocess.run(
                configuration,
                input: .none,
                output: .bytes(limit: 1 << 20),
                error: .string(limit: Self.complaintLimit)
            )
            let complaint = result.standardError
            for line in complaint.split(separator: "\n") {
                logger.warning("\(call.command): \(line)")
            }
            return PluginOutcome(
                status: Self.status(result.terminationStatus),
                output: result.standardOutput,
                complaint: complaint
            )
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            if error.code == .executableNotFound {
                throw PluginFailure.notFound
            }
            throw PluginFailure.other("\(error)")
        }
    }

    private func startOnTerminal(
        _ configuration: Subprocess.Configuration
    ) async throws -> PluginOutcome {
        guard let lender = lender.withLock({ $0 }) else {
            return try await Self.onTerminal(configuration)
        }
        let outcome = Mutex<Result<PluginOutcome, any Error>?>(nil)
        await lender {
            do {
                let found = try await Self.onTerminal(configuration)
                outcome.withLock { $0 = .success(found) }
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
        }
        guard let outcome = outcome.withLock({ $0 }) else { throw CancellationError() }
        return try outcome.get()
    }

    private static func onTerminal(
        _ configuration: Subprocess.Configuration
    ) async throws -> PluginOutcome {
        // The terminal itself: beside a screen, the standard error goes to the message log.
        let terminal = try FileDescriptor.open("/dev/tty", .readWrite)
        defer { try? terminal.close() }
        let result = try await Subprocess.run(
            configuration,
            input: .fileDescriptor(terminal, closeAfterSpawningProcess: false),
            output: .bytes(limit: 1 << 20),
            error: .fileDescriptor(terminal, closeAfterSpawningProcess: false)
        )
        return PluginOutcome(
            status: status(result.terminationStatus),
            output: result.standardOutput
        )
    }

    private static func status(_ status: TerminationStatus) -> Int {
        switch status {
        case .exited(let code): Int(code)
        case .signaled(let signal): 128 + Int(signal)
        }
    }
}
