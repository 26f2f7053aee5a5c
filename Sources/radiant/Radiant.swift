import ArgumentParser
import Glibc
import Operations

/// The command line of Radiant: parse, wire, run.
@main
struct Radiant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: invokedAs,
        abstract: "See and drive inference graphs on Seldon Core, from the terminal.",
        discussion: """
            Without a command it opens the dashboard. Every verb of the dashboard is a command too.
            Results go to the standard output, everything else to the standard error. Exit status: 0 \
            done, 1 could not be done, 3 a gate failed and the weights were restored, 64 wrong usage.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Seeing",
                subcommands: [
                    DashboardCommand.self, GetCommand.self, TreeCommand.self, LogsCommand.self,
                    EventsCommand.self, DescribeCommand.self, DoctorCommand.self,
                ]
            ),
            CommandGroup(
                name: "Changing",
                subcommands: [
                    ApplyCommand.self, TrafficCommand.self, ScaleCommand.self, RestartCommand.self,
                    DeleteCommand.self, WaitCommand.self,
                ]
            ),
            CommandGroup(
                name: "Rolling out",
                subcommands: [
                    CanaryCommand.self, ShadowCommand.self, PromoteCommand.self,
                    RolloutCommand.self, PauseCommand.self, ResumeCommand.self,
                    TakeoverCommand.self, AbortCommand.self, UndoCommand.self,
                    HistoryCommand.self, UnlockCommand.self,
                ]
            ),
            CommandGroup(
                name: "Asking",
                subcommands: [
                    PredictCommand.self, StepCommand.self, FeedbackCommand.self, LoadCommand.self,
                ]
            ),
            CommandGroup(
                name: "Running",
                subcommands: [
                    DemoCommand.self, UpCommand.self, DownCommand.self, WatchClusterCommand.self,
                    ObjectsCommand.self,
                    OrchestratorCommand.self, ComponentCommand.self, ThemesCommand.self,
                    ConfigCommand.self, CompletionsCommand.self,
                ]
            ),
        ],
        defaultSubcommand: DashboardCommand.self
    )

    /// `kubectl radiant` when a link named `kubectl-radiant` was called.
    private static var invokedAs: String {
        let name = CommandLine.arguments.first?.split(separator: "/").last ?? "radiant"
        return name == "kubectl-radiant" ? "kubectl radiant" : "radiant"
    }

    static func main() async {
        // A reader that has seen enough ends us through the write that fails, as a success.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Glibc.exit(ErrorReport.end(with: error))
        }
    }
}
