import ArgumentParser
import FoundationEssentials
import Kubernetes
import KubernetesClient
import Operations

/// A store of pods that is kept equal to a cluster's, for measuring and testing that it is.
struct FollowObjectsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow-objects",
        abstract: "Keep a copy of all pods, and write down what is in it.",
        discussion: """
            Example: radiant follow-objects --kubeconfig FILE --to COPY

            COPY has a line 'NAMESPACE/NAME VERSION' for each pod, in order. It is written anew at \
            most twice a second, when something changed.
            """,
        shouldDisplay: false
    )

    @OptionGroup var cluster: ClusterOptions

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var to: String

    func run() async throws {
        let connection = try Connection(cluster)
        let store = ObjectStore<Pod>()
        let reflector = Reflector<Pod>(connection.operations.client, into: store)
        let path = to
        await withDiscardingTaskGroup { group in
            group.addTask { await reflector.run() }
            for await pods in await store.snapshots() {
                let lines = pods.values.sorted { $0.key < $1.key }.map {
                    "\($0.key) \($0.metadata.resourceVersion)\n"
                }
                try? Data(lines.joined().utf8).write(
                    to: URL(filePath: path),
                    options: .atomic
                )
                do { try await Task.sleep(for: .milliseconds(500)) } catch { break }
            }
            group.cancelAll()
        }
    }
}
