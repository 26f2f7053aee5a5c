import ArgumentParser
import Glibc
import Kubernetes
import KubernetesClient
import LocalCluster
import Logging
import Operations
import Transport

struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Start the embedded cluster, in the foreground.",
        discussion: """
            Example: radiant up -f examples/checks-reader.yaml

            The API server is on 127.0.0.1 with a kubeconfig in the data directory, requests go in \
            through the gateway: http://127.0.0.1:8003/seldon/NAMESPACE/NAME/. Ctrl-C, SIGTERM or \
            radiant down ends the cluster and all its processes; the next start finds its \
            deployments again.
            """
    )

    @Option(
        name: [.customShort("f"), .customLong("filename")],
        help: ArgumentHelp(
            "A YAML or JSON file to apply, or - for the standard input.",
            valueName: "file"
        )
    )
    var files: [String] = []

    @Flag(help: "Print one line, 'ready …', once everything applied is available and routed.")
    var headless = false

    @OptionGroup var cluster: EmbeddedClusterOptions

    func run() async throws {
        let manifests = try files.map { path in
            try Manifest(parsing: InputFile.text(at: path), path: path)
        }
        let isHeadless = headless
        let embedded = try cluster.cluster()
        let kubeconfig = embedded.directory.kubeconfig
        try await Termination.run {
            let (addresses, address) = AsyncStream<ClusterAddresses>.makeStream()
            try await embedded.run { stage in
                switch stage {
                case .serving(let addresses):
                    address.yield(addresses)
                    if !isHeadless { UpCommand.tell(addresses) }
                    try await UpCommand.apply(manifests, isHeadless: isHeadless, kubeconfig)
                case .ready(let deployments):
                    var iterator = addresses.makeAsyncIterator()
                    guard let addresses = await iterator.next() else { return }
                    UpCommand.tell(deployments, addresses, isHeadless: isHeadless)
                }
            }
        }
    }

    private static func tell(_ addresses: ClusterAddresses) {
        Output.remark("API server  \(addresses.api)")
        Output.remark("gateway     \(addresses.gateway)")
        Output.remark("kubeconfig  \(addresses.kubeconfig)")
    }

    private static func tell(_ count: Int, _ addresses: ClusterAddresses, isHeadless: Bool) {
        if isHeadless {
            Output.print(
                "ready deployments=\(count) api=\(addresses.api) gateway=\(addresses.gateway)"
                    + " kubeconfig=\(addresses.kubeconfig) pid=\(getpid())\n"
            )
        } else {
            let what = count == 1 ? "1 deployment serves" : "\(count) deployments serve"
            Output.remark("ready       \(what); Ctrl-C ends the cluster")
        }
    }

    private static func apply(
        _ manifests: [Manifest],
        isHeadless: Bool,
        _ kubeconfig: String
    ) async throws {
        guard !manifests.isEmpty else { return }
        let endpoint = try Kubeconfig(file: kubeconfig).endpoint()
        let security = ClientSecurity(authorities: endpoint.security.authorities)
        let operations = ClusterOperations(
            APIClient(endpoint, over: CurlTransport(security: security)),
            web: CurlTransport()
        )
        for manifest in manifests {
            for object in try await operations.apply(
                manifest,
                namespace: endpoint.namespace,
                isForced: true
            ) where !isHeadless {
                Output.remark("\(object.kind)/\(object.key.name) \(object.change.rawValue)")
            }
        }
    }
}

/// How an embedded cluster is started.
struct EmbeddedClusterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the cluster keeps its state.",
            discussion: "By default $RADIANT_DATA_DIR or $XDG_DATA_HOME/radiant.",
            valueName: "dir"
        )
    )
    var dataDir: String?

    @Option(
        name: .customLong("image"),
        help: ArgumentHelp(
            "A program that stands for images, such as 'myorg/model:*=python3 serve.py'.",
            valueName: "pattern=command"
        )
    )
    var images: [String] = []

    @Option(help: ArgumentHelp("The port of the API server.", valueName: "port"))
    var apiPort = ClusterConfiguration.defaultAPIPort

    @Option(help: ArgumentHelp("The port of the gateway.", valueName: "port"))
    var gatewayPort = ClusterConfiguration.defaultGatewayPort

    /// The cluster that the options mean, which does not run yet.
    ///
    /// - Throws: `LocalClusterError`.
    func cluster() throws -> EmbeddedCluster {
        let environment = Environment.variables
        let path = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        let directory = try DataDirectory(
            at: DataDirectory.location(named: dataDir, environment: environment)
        )
        var configuration = ClusterConfiguration(
            directory: directory,
            catalogue: ImageCatalogue(
                programs: Executable.folder,
                additions: try (images + Configuration.load().images).map {
                    try ImageCatalogue.Entry(parsing: $0, path: path)
                }
            )
        )
        configuration.apiPort = apiPort
        configuration.gatewayPort = gatewayPort
        configuration.path = path
        configuration.watchdog = [
            Executable.folder + "/radiant", WatchdogProcess.subcommand,
        ]
        var logger = Logger(label: "radiant.cluster") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        return EmbeddedCluster(configuration, doors: .live, logger: logger)
    }
}

/// The process that ends what a killed cluster leaves behind; the cluster starts it itself.
struct WatchClusterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: WatchdogProcess.subcommand,
        abstract: "End the processes of a cluster when it is gone.",
        shouldDisplay: false
    )

    @Argument var mark: String

    func run() { WatchdogProcess.run(mark: mark) }
}
