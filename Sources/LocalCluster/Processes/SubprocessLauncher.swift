import Glibc
import Subprocess
import SystemPackage

/// Starts processes with swift-subprocess.
public struct SubprocessLauncher: ProcessLauncher {
    private let grace: Duration

    /// Makes a launcher.
    ///
    /// - Parameter grace: How long a group may take to end when its task is cancelled.
    public init(grace: Duration = .seconds(3)) { self.grace = grace }

    /// Starts a process in a group of its own and returns when it has ended.
    public func run(
        _ program: ProgramCall,
        onStart: @escaping @Sendable (Int32) async -> Void,
        onOutput: @escaping @Sendable ([UInt8]) async -> Void
    ) async throws -> ProcessEnd {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero),
        ]
        let configuration = Configuration(
            executable: .path(FilePath(program.words[0])),
            arguments: Arguments(Array(program.words.dropFirst())),
            // Each entry as C has it, with its closing zero.
            environment: .custom(
                program.environment.sorted { $0.key < $1.key }.map { Array("\($0)=\($1)\0".utf8) }
            ),
            workingDirectory: FilePath(program.directory),
            platformOptions: options
        )
        do {
            let result = try await Subprocess.run(
                configuration,
                input: .none,
                output: .sequence,
                error: .combinedWithOutput
            ) { execution in
                let group = execution.processIdentifier.value
                await onStart(group)
                do {
                    for try await buffer in execution.standardOutput {
                        await onOutput(buffer.withUnsafeBytes { Array($0) })
                    }
                } catch is CancellationError {
                } catch {
                    // The first process is gone while others of its group still hold the pipe.
                }
                return group
            }
            // Whatever else is in the group lives no longer than its first process.
            kill(-result.closureResult, SIGKILL)
            return switch result.terminationStatus {
            case .exited(let code): .exited(code)
            case .signaled(let signal): .signalled(signal)
            }
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw LocalClusterError.cannotStart(program: program.words[0], reason: "\(error)")
        }
    }

    /// Sends a signal to a process group.
    public func send(_ signal: Int32, toGroup group: Int32) {
        guard group > 1 else { return }
        kill(-group, signal)
    }
}
