internal import ArgumentParser
internal import Failures

/// The command line of the check reader.
@main
struct CheckReaderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-reader",
        abstract: "Reads the MICR line of bank checks.",
        subcommands: [
            ReadCommand.self, ServeCommand.self, SynthCommand.self, ScoreCommand.self,
            FieldSamplesCommand.self, CalibrationSamplesCommand.self,
        ]
    )

    /// Runs what the command line asks for; a failure is said in our own words, with its hint.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as any ExplainedError {
            Remark.say(error.failure.message)
            if let hint = error.failure.hint { Remark.say("  " + hint) }
            exit(withError: ExitCode.failure)
        } catch {
            exit(withError: error)
        }
    }
}
