import ArgumentParser
import Glibc
import LocalCluster
import Transport

/// An API server with many objects and nothing that runs them, for measuring clients.
struct ObjectsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-objects",
        abstract: "Serve the API of a big cluster in which nothing runs.",
        discussion: """
            Example: radiant serve-objects --data-dir /tmp/big --pods 15000 --seldon-pods 300 \
            --deployments 100 --changes 200

            Prints one line, 'ready …', once all objects are there; a second start on the same \
            directory finds them again. The kubeconfig is in the data directory.
            """,
        shouldDisplay: false
    )

    @Option(help: ArgumentHelp("Where the objects are kept.", valueName: "dir"))
    var dataDir: String?

    @Option(
        help: ArgumentHelp("The port of the API server; 0 takes a free one.", valueName: "port")
    )
    var apiPort = 0

    @Option(help: "All pods.")
    var pods = 0

    @Option(help: "Those of them that belong to SeldonDeployments, in namespace models.")
    var seldonPods = 0

    @Option(help: "SeldonDeployments, each with its Deployment and VirtualService.")
    var deployments = 0

    @Option(help: "Changes of Seldon's pods a second once all is there.")
    var changes = 0

    @Flag(help: "Let every tenth change replace a pod by a new one of the same name.")
    var replacing = false

    func run() async throws {
        let location = DataDirectory.location(named: dataDir, environment: Environment.variables)
        var configuration = ClusterConfiguration(
            directory: try DataDirectory(at: location),
            catalogue: ImageCatalogue(programs: Executable.folder)
        )
        configuration.apiPort = apiPort
        let cluster = ObjectCluster(
            configuration,
            doors: .live,
            fleet: SyntheticFleet(pods: pods, seldonPods: seldonPods, deployments: deployments)
        )
        let changes = SyntheticFleet.Changes(rate: changes, areReplacing: replacing)
        try await Termination.run {
            try await cluster.run(changes: changes) { server, kubeconfig in
                Output.print("ready api=\(server) kubeconfig=\(kubeconfig) pid=\(getpid())\n")
            }
        }
    }
}
