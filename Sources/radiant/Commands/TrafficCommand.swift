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

    @Flag(help: "Send traffic to a predictor without ready pods, too.")
    var force = false

    @Flag(help: "Only print the patch and let the server check it.")
    var dryRun = false

    @Option(
        help: ArgumentHelp("How long to wait until they are routed.", valueName: "duration")
    )
    var timeout = DurationArgument(.seconds(30))

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let wishes = try weights.map { try TrafficChange.Wish(parsing: $0) }
        let connection = try Connection(cluster)
        let operations = connection.operations
        let key = name.key(in: connection.namespace)
        let plan = try await operations.planTraffic(of: key, to: wishes)
        for warning in plan.warnings { Output.remark("warning: \(warning)") }
        Output.remark("\(key.name): \(plan.change.summary)")
        if dryRun {
            try await operations.checkTraffic(plan, isForced: force)
            return Output.printDocument(plan.change.patch.json.text(.indented) + "\n")
        }
        let outcome = try await operations.setTraffic(
            plan,
            isForced: force,
            within: timeout.value
        )
        Output.print(outcome.sentence + "\n")
    }
}
