import ArgumentParser
import Operations

struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "What happened to a deployment, its Deployments and its pods; newest last.",
        discussion: "Example: radiant events checks-reader"
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let events = try await connection.operations.events(of: key)
        guard !events.isEmpty else { return Output.remark("nothing is known to have happened") }
        let now = await connection.operations.serverNow()
        Output.print(EventReport(events.reversed(), now: now).text)
    }
}
