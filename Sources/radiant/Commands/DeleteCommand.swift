import ArgumentParser
import Documents
import Kubernetes
import Operations
import Seldon

struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete deployments and everything that belongs to them.",
        discussion: """
            Example: radiant delete checks-reader

            What was deleted is kept as a manifest, from which radiant apply makes it anew.
            """
    )

    @Argument(help: ArgumentHelp("The deployments.", valueName: "name"))
    var names: [DeploymentArgument]

    @Flag(help: "Delete it although a rollout is under way.")
    var force = false

    @Option(
        help: ArgumentHelp("The deployment's name again, for production.", valueName: "name")
    )
    var confirm: String?

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        for name in names {
            let key = name.key(in: connection.namespace)
            var operations = connection.operations
            operations.policy.typedName =
                confirm ?? ProductionQuestion(connection).typedName(before: .deletion)
            let deleted = try await operations.delete(key, isForced: force)
            Output.print("seldondeployment.machinelearning.seldon.io/\(name.name) deleted\n")
            try keep(deleted, at: operations.now)
        }
    }

    private func keep(_ deleted: SeldonDeployment, at moment: Moment) throws {
        let time = Int(moment.secondsSince1970)
        let name = "\(deleted.namespace).\(deleted.name).\(time).yaml"
        let file = StateFile(path: StateFile.folder(Environment.variables) + "/deleted/" + name)
        try file.replace(with: deleted.manifest.yaml)
        Output.remark("radiant apply -f \(file.path) makes it anew")
    }
}
