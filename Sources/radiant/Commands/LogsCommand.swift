import ArgumentParser
import Kubernetes
import KubernetesClient
import Operations

struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "The logs of a deployment, or of one node of it.",
        discussion: """
            Example: radiant logs checks-reader/recognition-infer -f --since 10m

            Each line of several containers begins with its pod and container.
            """
    )

    @Argument(help: ArgumentHelp("The deployment, and its node.", valueName: "name[/node]"))
    var target: DeploymentArgument

    @Option(help: ArgumentHelp("Only this predictor.", valueName: "name"))
    var predictor: String?

    @Flag(name: [.short, .long], help: "Go on as lines are written.")
    var follow = false

    @Flag(name: [.short, .long], help: "The log of the containers before they were restarted.")
    var previous = false

    @Option(help: ArgumentHelp("Only what is not older than this.", valueName: "duration"))
    var since: DurationArgument?

    @Option(help: ArgumentHelp("Only so many of the last lines.", valueName: "lines"))
    var tail: Int?

    @Flag(help: "Each line with its time.")
    var timestamps = false

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        let operations = connection.operations
        let sources = try await operations.logSources(
            of: target.key(in: connection.namespace),
            predictor: predictor,
            node: target.part
        )
        let options = LogOptions(
            follows: follow,
            isPrevious: previous,
            sinceSeconds: since.map { max(1, Int($0.value / .seconds(1))) },
            tailLines: tail,
            hasTimestamps: timestamps
        )
        let namesSource = sources.count > 1
        try await operations.readLogs(sources, options) { line in
            let time = line.at.map { "\(Timestamp($0).microTime) " } ?? ""
            let source = namesSource ? "\(line.pod)/\(line.container) " : ""
            Output.print(source + time + line.text + "\n")
        }
    }
}

extension Timestamp {
    /// The time that a moment is.
    init(_ moment: Moment) {
        self.init(microseconds: Int64((moment.secondsSince1970 * 1_000_000).rounded()))
    }
}
