import ArgumentParser
import Operations

struct WaitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until a deployment is ready, or routes a weight.",
        discussion: "Example: radiant wait checks-reader --for traffic=canary:50 --timeout 2m"
    )

    @Argument(help: ArgumentHelp("The deployment.", valueName: "name"))
    var name: DeploymentArgument

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("ready, or traffic=PREDICTOR:WEIGHT.", valueName: "condition")
    )
    var wanted = WaitArgument(.ready)

    @Option(help: ArgumentHelp("How long to wait.", valueName: "duration"))
    var timeout = DurationArgument(.seconds(120))

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let session = connection.session(.one(connection.namespace))
        try await session.wait(for: wanted.condition, of: name.name, within: timeout.value)
        Output.print("\(name.name) is \(wanted.condition)\n")
    }
}

/// A condition as it is written on a command line.
struct WaitArgument: ExpressibleByArgument {
    let condition: WaitCondition

    init(_ condition: WaitCondition) { self.condition = condition }

    init?(argument: String) {
        guard let condition = WaitCondition(parsing: argument) else { return nil }
        self.condition = condition
    }

    var defaultValueDescription: String { condition.description }
}
