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

    @Option(
        help: ArgumentHelp("How long to wait until all pods are new.", valueName: "duration")
    )
    var timeout = DurationArgument(.seconds(300))

    @Flag(help: "Do not wait until all pods are new.")
    var noWait = false

    @OptionGroup var options: ChangeOptions

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let key = target.key(in: connection.namespace)
        let change = try await connection.operations.planRestart(of: key, predictor: target.part)
        let run = ChangeRun(connection: connection, options: options)
        guard let resource = try await run.make(change) else { return }
        let name = "\(target.name)\(target.part.map { "/\($0)" } ?? "")"
        guard !noWait else { return Output.print("\(name) restarts\n") }
        let start = ContinuousClock.now
        try await connection.operations.followRestart(
            of: resource,
            predictor: target.part,
            within: timeout.value
        ) { Output.remark($0) }
        Output.print("\(name) restarted after \(start.duration(to: .now).inWords)\n")
    }
}
