import ArgumentParser
import Kubernetes
import Operations

struct DescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "All that is known of a deployment: graph, workloads, pods, last exits, events.",
        discussion: """
            Example: radiant describe checks-reader

            Values whose names speak of a password, a token or a key are masked.
            """
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let lines = try await connection.operations.describe(name.key(in: connection.namespace))
        Output.print(lines.joined(separator: "\n") + "\n")
    }
}
