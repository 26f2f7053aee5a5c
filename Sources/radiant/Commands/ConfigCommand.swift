import ArgumentParser
import Glibc

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Check the configuration file, or print an example of one.",
        discussion: """
            Example: radiant config --example > ~/.config/radiant/config.yaml

            Without --example it says where the file is looked for and whether all of it can be used; \
            the exit status is 1 when not.
            """
    )

    @Flag(help: "Print a file with everything that can be set, and what it is by default.")
    var example = false

    func run() throws {
        if example { return Output.printDocument(Configuration.example) }
        let variables = Environment.variables
        let path = Configuration.path(variables)
        let configuration = try Configuration.load(variables)
        try ThemeCatalogue.check(configuration, variables)
        if access(path, F_OK) == 0 {
            Output.print("\(path): everything in it can be used\n")
        } else {
            Output.print("\(path): there is no such file, and none is needed\n")
        }
        Output.print("\(ThemeCatalogue.folder(variables)): themes of your own\n")
    }
}
