import ArgumentParser
import Operations

struct RestartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: "Replace the pods of a deployment or of one predictor, one after the other.",
        discussion: "Example: radiant restart checks-reader/canary"
    )

    @Argument(
        help: ArgumentHelp("The deployment, and its predictor.", valueName: "name[/predictor]")
    )
    var target: DeploymentArgument

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        try await connection.operations.restart(
            target.key(in: connection.namespace),
            predictor: target.part
        )
        Output.print("\(target.name)\(target.part.map { "/\($0)" } ?? "") restarts\n")
    }
}
