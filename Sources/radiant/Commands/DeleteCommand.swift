import ArgumentParser
import Operations

struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete deployments and everything that belongs to them.",
        discussion: "Example: radiant delete checks-reader"
    )

    @Argument(help: ArgumentHelp("The deployments.", valueName: "name"))
    var names: [DeploymentArgument]

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        for name in names {
            try await connection.operations.delete(name.key(in: connection.namespace))
            Output.print("seldondeployment.machinelearning.seldon.io/\(name.name) deleted\n")
        }
    }
}
