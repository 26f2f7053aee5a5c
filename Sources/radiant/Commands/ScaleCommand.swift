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

    @OptionGroup var options: ChangeOptions

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let (change, fields) = try await connection.operations.planScale(
            of: target.key(in: connection.namespace),
            predictor: target.part,
            to: replicas,
            isForced: options.force
        )
        let run = ChangeRun(connection: connection, options: options)
        guard try await run.make(change) != nil else { return }
        for field in fields { Output.print("\(target.name): \(field) is \(replicas)\n") }
    }
}
