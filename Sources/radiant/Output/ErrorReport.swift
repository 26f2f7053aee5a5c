import ArgumentParser
import Failures

/// The one place that tells a person why something was not done.
enum ErrorReport {
    /// Writes what happened, what to try, and, when asked for, the details.
    static func print(_ error: any Error, isVerbose: Bool) {
        let failure = Failure(describing: error)
        Output.remark(failure.message)
        if let hint = failure.hint { Output.remark("  \(hint)") }
        guard isVerbose else { return }
        for detail in failure.details { Output.remark("  \(detail)") }
    }
}

/// How the program ends.
enum ExitStatus {
    /// Done.
    static let done: Int32 = 0
    /// It could not be done, or the answer is no.
    static let failed: Int32 = 1
    /// A gate failed and the weights were restored.
    static let restored: Int32 = 3
    /// Wrong usage (sysexits.h, EX_USAGE).
    static let usage: Int32 = 64
}

extension ErrorReport {
    /// Tells the error and returns the status to exit with.
    static func end(with error: any Error) -> Int32 {
        if error is CancellationError { return ExitStatus.failed }
        if let code = error as? ExitCode { return code.rawValue }
        let code = Radiant.exitCode(for: error)
        let isParsing = code != .failure
        guard isParsing else {
            print(
                error,
                isVerbose: CommandLine.arguments.contains { ["-v", "--verbose"].contains($0) }
            )
            return ExitStatus.failed
        }
        if code != .success,
            let failure = MisplacedCommand(CommandLine.arguments.dropFirst())?.failure
        {
            print(failure, isVerbose: false)
            return ExitStatus.usage
        }
        let message = Radiant.fullMessage(for: error)
        if code == .success {
            Output.print(message + "\n")
        } else {
            Output.remark(message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message)
        }
        return code.rawValue
    }
}
