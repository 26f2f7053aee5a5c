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

    private let isLent = Mutex(false)
    private let logger = Logger(label: "radiant.credentials")

    /// Whether somebody sits there and nothing else draws on the terminal.
    var hasTerminal: Bool {
        get async { !isLent.withLock { $0 } && isatty(0) == 1 && isatty(2) == 1 }
    }

    /// Notes that the terminal is taken by a screen from now on.
    func lendTerminal() { isLent.withLock { $0 = true } }

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
        let configuration = Configuration(
            executable: call.command.contains("/")
                ? .path(FilePath(call.command)) : .name(call.command),
            arguments: Arguments(call.arguments),
            environment: .inherit.updating(updates),
            platformOptions: options
        )
        do {
            if call.isInteractive {
                let result = try await Subprocess.run(
                    configuration,
                    input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
                    output: .bytes(limit: 1 << 20),
                    error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
                )
                return PluginOutcome(
                    status: Self.status(result.terminationStatus),
                    output: result.standardOutput
                )
            }
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

    private static func status(_ status: TerminationStatus) -> Int {
        switch status {
        case .exited(let code): Int(code)
        case .signaled(let signal): 128 + Int(signal)
        }
    }
}
