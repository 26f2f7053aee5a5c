import APIServer
import Failures
import Glibc
import Kubernetes
import KubernetesClient

/// An API server with objects and nothing that works on them: no controllers, no processes, no
/// gateway.
///
/// What measures clients of big clusters starts it; pods in it run nowhere.
public struct ObjectCluster: Sendable {
    private let configuration: ClusterConfiguration
    private let doors: ClusterDoors
    private let fleet: SyntheticFleet
    private let clock: any Clock<Duration>

    /// Makes a cluster, which does not run yet.
    ///
    /// - Parameters:
    ///   - configuration: Where it keeps its objects and listens; images and gateway mean nothing.
    ///   - doors: What it does with sockets and certificates.
    ///   - fleet: The objects that are made where they are missing.
    ///   - clock: What waiting is measured by.
    public init(
        _ configuration: ClusterConfiguration,
        doors: ClusterDoors,
        fleet: SyntheticFleet,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.configuration = configuration
        self.doors = doors
        self.fleet = fleet
        self.clock = clock
    }

    /// Serves until the task is cancelled.
    ///
    /// - Parameters:
    ///   - changes: The changes of pods that are made once all objects are there.
    ///   - onReady: Called when all objects are there.
    /// - Throws: `LocalClusterError`, and what `onReady` throws.
    public func run(
        changes: SyntheticFleet.Changes = SyntheticFleet.Changes(),
        onReady: @escaping @Sendable (_ server: String, _ kubeconfig: String) throws -> Void
    ) async throws {
        signal(SIGPIPE, SIG_IGN)
        let directory = configuration.directory
        let lock = try DirectoryLock.take(on: directory)
        defer { withExtendedLifetime(lock) {} }
        let parts = try ClusterParts(configuration, doors, network: 1, clock: clock)
        do { try await parts.api.prepare() } catch {
            throw LocalClusterError.notPrepared(error.failure)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            let address = try await ClusterPort(api: configuration, doors, parts)
                .open(parts.api, in: &group)
            let server = "https://\(address)"
            try KubeconfigFile.write(
                server: server,
                authority: parts.authority.certificate,
                token: parts.users.adminToken,
                to: directory.kubeconfig
            )
            let client = parts.client(server: server, clock: clock)
            do { try await fleet.plant(with: client) } catch let error as ClientError {
                throw LocalClusterError.notPrepared(error.failure)
            }
            try onReady(server, directory.kubeconfig)
            if changes.rate > 0 {
                group.addTask { await fleet.change(with: client, changes, clock: clock) }
            }
            try await group.next()
        }
    }
}
