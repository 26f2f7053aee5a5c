import ArgumentParser
import Operations

struct ScaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale",
        abstract: "Set how many replicas a deployment or one predictor has.",
        discussion: """
            Example: radiant scale checks-reader/main 3

            The count is written where it takes effect: componentSpecs win over the predictor, and \
            the predictor wins over the deployment.
            """
    )

    @Argument(
        help: ArgumentHelp("The deployment, and its predictor.", valueName: "name[/predictor]")
    )
    var target: DeploymentArgument

    @Argument(help: "How many replicas.")
    var replicas: Int

    @Flag(help: "Scale to 0, or under an autoscaler, too.")
    var force = false

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let written = try await connection.operations.scale(
            target.key(in: connection.namespace),
            predictor: target.part,
            to: replicas,
            isForced: force
        )
        for field in written { Output.print("\(target.name): \(field) is \(replicas)\n") }
    }
}
