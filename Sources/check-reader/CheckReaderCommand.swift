internal import ArgumentParser

/// The command line of the check reader.
@main
struct CheckReaderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-reader",
        abstract: "Reads the MICR line of bank checks.",
        subcommands: [
            ReadCommand.self, ServeCommand.self, SynthCommand.self, ScoreCommand.self,
        ]
    )
}
