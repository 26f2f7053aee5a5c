import ArgumentParser
import Documents
import Kubernetes
import Operations

struct GetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "The fleet: state, replicas, traffic, rate, latencies, errors.",
        discussion: """
            Example: radiant get -A -o wide

            Rates and latencies are those of the time that it looks (--window).
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, wide, json, yaml, name
    }

    @Argument(help: ArgumentHelp("Only this deployment.", valueName: "name"))
    var name: String?

    @Option(name: [.short, .long], help: "table, wide, json, yaml or name.")
    var output = Format.table

    @Flag(name: [.short, .long], help: "Print deployments again when they change.")
    var watch = false

    @Option(help: ArgumentHelp("How long to look for rates.", valueName: "duration"))
    var window = DurationArgument(.seconds(2))

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        if watch { return await follow(connection) }
        let session = connection.session(interval: window.value)
        // Names need no figures.
        let patience: Duration = output == .name ? .zero : window.value + .seconds(1)
        var snapshot = try await session.lookOnce(within: patience)
        if snapshot.scope != connection.scope, case .one(let namespace) = snapshot.scope {
            Output.remark("only namespace \(namespace) may be seen, so that is what is shown")
        }
        for gap in snapshot.gaps where output == .wide {
            Output.remark("not seen: \(gap.subject): \(gap.reason)")
        }
        snapshot.deployments.removeAll { name != nil && $0.id.name != name }
        if let name, snapshot.deployments.isEmpty {
            throw try await connection.operations.missing(name, in: connection.namespace)
        }
        if snapshot.deployments.isEmpty { return Output.remark(emptiness(connection)) }
        switch output {
        case .json, .yaml: Output.printDocument(text(snapshot))
        case .table, .wide, .name: Output.print(text(snapshot))
        }
    }

    private func text(_ snapshot: ClusterSnapshot) -> String {
        switch output {
        case .table: FleetReport(snapshot).text
        case .wide: FleetReport(snapshot, isWide: true).text
        case .json: snapshot.json.text(.indented) + "\n"
        case .yaml: snapshot.json.yaml
        case .name: FleetReport(snapshot).names
        }
    }

    private func emptiness(_ connection: Connection) -> String {
        switch connection.scope {
        case .all: "there is no SeldonDeployment in any namespace"
        case .one(let name): "there is no SeldonDeployment in namespace \(name) (-A: in any)"
        }
    }

    /// Prints the whole table at first, and then each deployment that is another one than before.
    private func follow(_ connection: Connection) async {
        let session = connection.session(interval: window.value)
        await withDiscardingTaskGroup { group in
            group.addTask { await session.run() }
            var shown: [DeploymentID: [String]] = [:]
            for await snapshot in await session.snapshots() where snapshot.isComplete {
                var news = snapshot
                news.deployments.removeAll { deployment in
                    let isOther = name != nil && deployment.id.name != name
                    return isOther || shown[deployment.id] == Self.gist(deployment)
                }
                guard !news.deployments.isEmpty else { continue }
                let isFirst = shown.isEmpty
                for deployment in news.deployments { shown[deployment.id] = Self.gist(deployment) }
                let text = text(news)
                let isTable = output == .table || output == .wide
                let end = text.firstIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
                Output.print(isFirst || !isTable ? text : String(text[end...]))
            }
            group.cancelAll()
        }
    }

    /// What makes a deployment worth another line: not its figures, which never stand still.
    private static func gist(_ deployment: DeploymentSnapshot) -> [String] {
        [deployment.health.word, deployment.why ?? "", "\(deployment.replicas)"]
            + deployment.predictors.flatMap {
                ["\($0.name) \($0.replicas) \($0.weights.declared) \($0.weights.routed ?? -1)"]
            }
    }
}
