import ArgumentParser
import Documents
import Operations

struct TreeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tree",
        abstract: "The graph of each predictor, with the figures of every node.",
        discussion: "Example: radiant tree checks-reader"
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("How long to look for rates.", valueName: "duration"))
    var window = DurationArgument(.seconds(2))

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let scope = NamespaceScope.one(connection.namespace)
        let session = connection.session(scope, interval: window.value)
        let snapshot = try await session.lookOnce(within: window.value + .seconds(1))
        guard let deployment = snapshot.deployments.first(where: { $0.id.name == name }) else {
            throw try await connection.operations.missing(name, in: connection.namespace)
        }
        Output.print(TreeReport(deployment, isAscii: !Environment.isUnicode).text)
    }
}
