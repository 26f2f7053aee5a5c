import APIServer
import Controllers
import Documents
import Failures
import Glibc
import HTTP
import Kubernetes
import KubernetesClient
public import Logging
import Operator
import Seldon

/// A Kubernetes of this machine's own: API server, controllers, Seldon's operator, pods as processes,
/// and the gateway, all in one process tree.
///
/// All of them speak to the API as any client does, with a token of their own.
public struct EmbeddedCluster: Sendable {
    /// Where the cluster keeps what outlives it.
    public var directory: DataDirectory { configuration.directory }

    private let configuration: ClusterConfiguration
    private let doors: ClusterDoors
    private let launcher: any ProcessLauncher
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Makes a cluster, which does not run yet.
    ///
    /// - Parameters:
    ///   - configuration: What it is started with.
    ///   - doors: What it does with sockets and certificates.
    ///   - launcher: What starts the processes of pods.
    ///   - clock: What waiting is measured by.
    ///   - logger: Where it is said what no status shows.
    public init(
        _ configuration: ClusterConfiguration,
        doors: ClusterDoors,
        launcher: any ProcessLauncher = SubprocessLauncher(),
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger = Logger(label: "radiant.cluster")
    ) {
        self.configuration = configuration
        self.doors = doors
        self.launcher = launcher
        self.clock = clock
        self.logger = logger
    }

    /// Runs the cluster until the task is cancelled, which ends all its processes.
    ///
    /// - Parameter onStage: Called as the cluster comes up; what is applied while it says that the
    ///   cluster serves is waited for before it says that the cluster is ready. What it throws ends
    ///   the cluster.
    /// - Throws: `LocalClusterError`, `HTTPError.badCertificate`, and what `onStage` throws.
    public func run(
        onStage: @escaping @Sendable (ClusterStage) async throws -> Void
    ) async throws {
        // A reader that goes away is an error of a write, not the end of the cluster.
        signal(SIGPIPE, SIG_IGN)
        let directory = configuration.directory
        let lock = try DirectoryLock.take(on: directory)
        defer { withExtendedLifetime(lock) {} }
        ProcessSweep.end(leftBehindIn: directory)
        let network = try NetworkClaim.take(for: directory)
        defer { withExtendedLifetime(network) {} }
        let parts = try ClusterParts(configuration, doors, network: network.number, clock: clock)
        try await explained { try await parts.api.prepare() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            let gateway = try await ClusterPort(gateway: configuration, doors).open(
                parts.gateway,
                in: &group
            )
            let api = try await ClusterPort(api: configuration, doors, parts)
                .open(parts.api, in: &group)
            let server = "https://\(api)"
            try KubeconfigFile.write(
                server: server,
                authority: parts.authority.certificate,
                token: parts.users.adminToken,
                to: directory.kubeconfig
            )
            let client = parts.client(server: server, clock: clock)
            try await explained {
                try await ClusterSeeds(client, network: network.number)
                    .plant(gatewayPort: gateway.port)
                try await StaleStatuses(client).clear()
            }
            group.addTask { await self.work(parts, client) }
            let addresses = ClusterAddresses(
                api: server,
                gateway: "http://\(gateway)",
                kubeconfig: directory.kubeconfig
            )
            group.addTask {
                try await onStage(.serving(addresses))
                try await self.announce(client, parts, onStage)
            }
            // Nothing of it ends by itself: the first that does has failed, or all were cancelled.
            try await group.next()
        }
    }

    // MARK: Work

    /// Runs all that works on the API, until the task is cancelled.
    private func work(_ parts: ClusterParts, _ client: APIClient) async {
        let pods = ObjectStore<Pod>()
        let services = ObjectStore<Service>()
        let virtualServices = ObjectStore<VirtualService>()
        let destinationRules = ObjectStore<DestinationRule>()
        let agent = NodeAgent(
            pods: pods,
            services: services,
            addresses: parts.addresses,
            settings(parts, client)
        )
        let forwarders = ServiceForwarders(
            services: services,
            view: parts.view,
            forward: doors.forward,
            clock: clock,
            logger: logger
        )
        let watchdog =
            configuration.watchdog.isEmpty
            ? nil
            : Watchdog(
                words: configuration.watchdog,
                directory: configuration.directory,
                ledger: parts.ledger,
                logger: logger
            )
        await withDiscardingTaskGroup { group in
            if let watchdog { group.addTask { await watchdog.run() } }
            group.addTask { await Reflector(client, into: pods, clock: clock).run() }
            group.addTask { await Reflector(client, into: services, clock: clock).run() }
            group.addTask { await Reflector(client, into: virtualServices, clock: clock).run() }
            group.addTask { await Reflector(client, into: destinationRules, clock: clock).run() }
            group.addTask {
                await parts.view.follow(
                    services: services,
                    pods: pods,
                    virtualServices: virtualServices,
                    destinationRules: destinationRules
                )
            }
            group.addTask { await ControllerGroup(client, clock: clock).run() }
            group.addTask { await SeldonOperator(client, clock: clock).run() }
            group.addTask { await agent.run() }
            group.addTask { await parts.meter.run(clock: clock) }
            group.addTask { await forwarders.run() }
            group.addTask { await parts.gateway.runMirrors() }
        }
    }

    private func settings(_ parts: ClusterParts, _ client: APIClient) -> PodSettings {
        var client = client
        client.fieldManager = "kubelet"
        return PodSettings(
            client: client,
            catalogue: configuration.catalogue,
            launcher: launcher,
            prober: Prober(transport: doors.transport, connects: doors.connects),
            forward: doors.forward,
            logs: parts.logs,
            ledger: parts.ledger,
            meter: parts.meter,
            events: EventReporter(client, component: "kubelet", host: NodeAgent.nodeName),
            directory: configuration.directory,
            path: configuration.path,
            clock: clock,
            logger: logger
        )
    }

    /// Waits until all deployments serve and says so, then waits for the end.
    private func announce(
        _ client: APIClient,
        _ parts: ClusterParts,
        _ onStage: @escaping @Sendable (ClusterStage) async throws -> Void
    ) async throws {
        let deployments = ObjectStore<SeldonDeployment>()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await Reflector(client, into: deployments, clock: clock).run() }
            group.addTask {
                for await _ in await deployments.snapshots() { parts.view.touch() }
            }
            await deployments.filled()
            for await _ in parts.view.changes {
                let objects = await deployments.objects.values.map { DynamicObject(json: $0.json) }
                let readiness = Readiness(
                    deployments: objects,
                    routes: parts.view.routes,
                    backends: parts.view.backends
                )
                guard readiness.isComplete else { continue }
                try await onStage(.ready(deployments: objects.count))
                break
            }
            group.cancelAll()
        }
        let (never, _) = AsyncStream<Void>.makeStream()
        for await _ in never {}
    }

    /// Does something at the start; what the API refuses becomes an error in words.
    private func explained(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as any ExplainedError {
            throw LocalClusterError.notPrepared(error.failure)
        }
    }
}
