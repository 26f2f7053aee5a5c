import Glibc

/// A cluster that another process runs on a data directory.
public struct RunningCluster: Sendable {
    /// The number of its process.
    public let pid: Int32
    private let directory: DataDirectory
    private let identity: ProcessIdentity

    /// Finds the cluster of a directory.
    ///
    /// - Throws: `LocalClusterError.notRunning`.
    public init(on directory: DataDirectory) throws(LocalClusterError) {
        guard let identity = DirectoryLock.holder(of: directory), identity.isRunning else {
            throw .notRunning(path: directory.path)
        }
        self.identity = identity
        self.directory = directory
        pid = identity.pid
    }

    /// Asks the cluster to end and waits until it has.
    ///
    /// - Parameters:
    ///   - limit: How long it may take.
    ///   - clock: What the limit is measured by.
    /// - Throws: `LocalClusterError.doesNotEnd`, or `CancellationError`.
    public func stop(
        within limit: Duration = .seconds(15),
        clock: any Clock<Duration> = ContinuousClock()
    ) async throws {
        kill(pid, SIGTERM)
        // The kernel tells nobody but a parent when a process ends, so its lock is looked at.
        let step = Duration.milliseconds(50)
        var waited = Duration.zero
        while DirectoryLock.holder(of: directory) == identity, identity.isRunning {
            guard waited < limit else { throw LocalClusterError.doesNotEnd(pid: pid) }
            try await clock.sleep(for: step)
            waited += step
        }
    }
}
