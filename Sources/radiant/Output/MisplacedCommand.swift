import ArgumentParser
import Failures

/// A first word that is no command, or a command that stands behind options.
///
/// The parser would call either an argument too many of the dashboard, which opens without a command.
struct MisplacedCommand {
    /// What is wrong, and what to type.
    let failure: Failure

    /// Looks at a command line that could not be read; `nil` where something else is wrong with it.
    init?(_ arguments: some Collection<String>) {
        let names = Self.names
        guard let first = arguments.first, !names.contains(first), first != "help" else {
            return nil
        }
        if !first.hasPrefix("-") {
            let near = names.filter { Self.distance(first, $0) <= 2 }
                .min { Self.distance(first, $0) < Self.distance(first, $1) }
            failure = Failure(
                "there is no command \(first)" + (near.map { "; did you mean \($0)?" } ?? ""),
                hint: "radiant --help lists the commands"
            )
            return
        }
        guard let command = arguments.first(where: names.contains) else { return nil }
        let rest = arguments.filter { $0 != command }.joined(separator: " ")
        failure = Failure(
            "options stand behind the command",
            hint: "radiant \(command) \(rest)"
        )
    }

    private static var names: [String] {
        let commands = Radiant.configuration.groupedSubcommands.flatMap { $0.subcommands }
        return commands.map { $0.configuration }.filter { $0.shouldDisplay }
            .compactMap { $0.commandName }
    }

    /// How many letters must be put in, left out or changed to make one word of another.
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let change = diagonal + (letter == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
