import ArgumentParser
import Failures
import KubernetesClient
import Operations

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
        let wishes = try DashboardWishes(theme: theme)
        let connection = try Connection(cluster)
        // On the screen there is room for more than one namespace, unless one was asked for.
        let scope: NamespaceScope = cluster.namespace == nil ? .all : connection.scope
        if plain { return await DashboardRun.report(connection.session(scope)) }
        // A plugin may ask for a password: it does so before the screen takes the terminal. What goes
        // wrong is shown on the screen, where another context can be chosen.
        try? await connection.operations.client.signIn()
        let session = connection.session(scope, thresholds: wishes.configuration.thresholds)
        try await DashboardRun.run(connection, session, wishes)
    }
}
