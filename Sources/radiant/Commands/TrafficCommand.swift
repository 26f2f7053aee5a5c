import ArgumentParser
import Documents
import Kubernetes
import Operations

struct TrafficCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "traffic",
        abstract: "Set the weights of a deployment's predictors.",
        discussion: """
            Example: radiant traffic checks-reader main=50 canary=50

            It is one write, refused when somebody else changed the deployment meanwhile. It is done \
            when the weights are routed.
            """
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Argument(help: ArgumentHelp("New weights in percent.", valueName: "predictor=weight"))
    var weights: [String]

    @Option(
        help: ArgumentHelp("How long to wait until they are routed.", valueName: "duration")
    )
    var timeout = DurationArgument(.seconds(30))

    @OptionGroup var options: ChangeOptions

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let wishes = try weights.map { try TrafficWish(parsing: $0) }
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        let plan = try await connection.operations.planTraffic(of: key, to: wishes)
        for line in try await connection.operations.outlook(of: plan) { Output.remark(line) }
        let run = ChangeRun(connection: connection, options: options)
        guard let operations = try await run.confirmed(plan.change) else { return }
        let outcome = try await operations.setTraffic(
            plan,
            isForced: options.force,
            within: timeout.value
        )
        Output.print(outcome.sentence + "\n")
        if let observed = try await operations.observe(plan, within: .seconds(10)) {
            Output.remark(observed.sentence)
        }
    }
}
