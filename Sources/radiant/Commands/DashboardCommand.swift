import ArgumentParser
import CursesTerminal
import Dashboard
import Failures
import KubernetesClient
import Operations
import Terminal

struct DashboardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "The dashboard (what radiant does without a command).",
        discussion: "Example: radiant --context production -A"
    )

    @Option(help: ArgumentHelp("The theme; see: radiant themes.", valueName: "name"))
    var theme: String?

    @Flag(help: "Print changes as lines, for a screen reader or a file.")
    var plain = false

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        guard plain || Output.isTerminal else {
            throw Failure(
                "the dashboard needs a terminal",
                hint: "for scripts there is: radiant get -o json, or radiant dashboard --plain"
            )
        }
        let theme = try ThemeCatalogue.theme(named: theme, Environment.variables)
        let connection = try Connection(cluster)
        // On the screen there is room for more than one namespace, unless one was asked for.
        let scope: NamespaceScope = cluster.namespace == nil ? .all : connection.scope
        if plain { return await DashboardRun.report(connection.session(scope)) }
        // A plugin may ask for a password: it does so before the screen takes the terminal.
        try? await connection.operations.client.signIn()
        connection.plugins.lendTerminal()
        try await DashboardRun.run(connection.operations, connection.session(scope), theme: theme)
    }
}

/// The dashboard on this terminal.
enum DashboardRun {
    /// Prints what a session shows, line by line, until the process is ended.
    static func report(_ session: ClusterSession) async {
        let snapshots = await session.snapshots()
        await withDiscardingTaskGroup { group in
            group.addTask { await session.run() }
            var report = PlainReport(secondsFromGMT: Environment.secondsFromGMT)
            for await snapshot in snapshots {
                for line in report.lines(for: snapshot) { Output.print(line + "\n") }
            }
            group.cancelAll()
        }
    }

    /// Shows a session until the user leaves.
    ///
    /// - Throws: `CursesError` when the terminal cannot be drawn on.
    static func run(
        _ operations: ClusterOperations,
        _ session: ClusterSession,
        theme: Theme
    ) async throws {
        let device = try await CursesScreen.open(variables: Environment.variables)
        let snapshots = await session.snapshots()
        await withDiscardingTaskGroup { group in
            group.addTask { await session.run() }
            await DashboardSession.run(
                device: device,
                snapshots: snapshots,
                runner: LiveCommandRunner(operations, session),
                clock: ContinuousClock(),
                theme: theme,
                now: operations.now,
                secondsFromGMT: Environment.secondsFromGMT
            )
            group.cancelAll()
        }
    }
}
