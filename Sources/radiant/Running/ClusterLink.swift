import Dashboard
import Operations
import Synchronization

/// The cluster that the dashboard looks at, which may become another one while it runs.
final class ClusterLink: Sendable {
    /// Makes what is needed to look at the cluster of a context.
    typealias Opening = @Sendable (_ context: String) throws -> LiveCommandRunner.Means

    private let current: Mutex<LiveCommandRunner.Means>
    private let opening: Opening
    private let sessions: AsyncStream<ClusterSession>
    private let sessionSink: AsyncStream<ClusterSession>.Continuation
    /// The newest truth about the cluster of now.
    let snapshots: AsyncStream<ClusterSnapshot>
    private let snapshotSink: AsyncStream<ClusterSnapshot>.Continuation

    init(_ means: LiveCommandRunner.Means, opening: @escaping Opening) {
        current = Mutex(means)
        self.opening = opening
        (sessions, sessionSink) = AsyncStream.makeStream()
        (snapshots, snapshotSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        sessionSink.yield(means.session)
    }

    /// What works with the cluster of now.
    var means: LiveCommandRunner.Means { current.withLock { $0 } }

    /// Looks at the cluster of another context from now on.
    ///
    /// - Throws: What the kubeconfig has to say against it; then nothing changes.
    func open(context: String) throws {
        let means = try opening(context)
        current.withLock { $0 = means }
        sessionSink.yield(means.session)
    }

    /// Watches the cluster of now until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            var stop: AsyncStream<Void>.Continuation?
            for await session in sessions {
                stop?.finish()
                let (stops, next) = AsyncStream<Void>.makeStream()
                stop = next
                group.addTask { await self.watch(session, until: stops) }
            }
            group.cancelAll()
        }
    }

    /// Hands a snapshot on, unless another cluster is looked at meanwhile.
    private func tell(_ snapshot: ClusterSnapshot, of session: ClusterSession) {
        current.withLock { means in
            if means.session === session { _ = snapshotSink.yield(snapshot) }
        }
    }

    private func watch(_ session: ClusterSession, until stops: AsyncStream<Void>) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await session.run() }
            group.addTask {
                for await snapshot in await session.snapshots() {
                    self.tell(snapshot, of: session)
                }
            }
            for await _ in stops {}
            group.cancelAll()
        }
    }
}
