import Failures
import HTTP
import HTTPTypes
import Kubernetes
public import KubernetesClient
import Seldon
import Synchronization

/// What keeps a picture of a cluster's SeldonDeployments true for as long as it runs.
///
/// It watches their objects, asks their orchestrators for their counters, and hands out the newest
/// snapshot after each change. What a source told last is kept when the source is lost.
public actor ClusterSession {
    /// Under what names the cluster and the user are shown.
    public struct Labels: Sendable {
        /// The kubeconfig context.
        public var context: String
        /// The cluster that the context names.
        public var cluster: String
        /// The user that the context names.
        public var user: String
        /// Whether changes are refused.
        public var isReadOnly: Bool
        /// Whether the context is production.
        public var isProduction: Bool

        /// Names to show.
        public init(
            context: String,
            cluster: String,
            user: String,
            isReadOnly: Bool = false,
            isProduction: Bool = false
        ) {
            self.isProduction = isProduction
            self.context = context
            self.cluster = cluster
            self.user = user
            self.isReadOnly = isReadOnly
        }
    }

    /// The shortest time between two snapshots, 30 of which a screen shows in a second.
    private static let pause = Duration.milliseconds(33)

    let client: APIClient
    let time: ServerTime
    private let clock: any Clock<Duration>
    var labels: Labels
    var scope: NamespaceScope
    var objects = FleetObjects()
    var isFilled: Set<String> = []
    var states: [String: SourceState] = [:]
    var rights = Rights()
    var metrics: FleetMetrics
    private let changes: AsyncStream<Void>
    private let changed: AsyncStream<Void>.Continuation
    private let scopes: AsyncStream<NamespaceScope>
    private let scopeChanged: AsyncStream<NamespaceScope>.Continuation
    private var readers: [Int: AsyncStream<ClusterSnapshot>.Continuation] = [:]
    private var readerCount = 0
    private var newest: ClusterSnapshot?

    /// A session that has not begun.
    ///
    /// - Parameters:
    ///   - client: What speaks to the API server.
    ///   - scope: The namespaces to look at.
    ///   - labels: Under what names the cluster is shown.
    ///   - interval: How often orchestrators on the screen are asked for their counters.
    ///   - clock: What waiting is measured by.
    public init(
        _ client: APIClient,
        scope: NamespaceScope,
        labels: Labels,
        interval: Duration = .seconds(2),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.client = client
        self.scope = scope
        self.labels = labels
        self.clock = clock
        metrics = FleetMetrics(interval: interval)
        time = ServerTime()
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (scopes, scopeChanged) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Every snapshot from now on, the newest only; one consumer a stream.
    public func snapshots() -> AsyncStream<ClusterSnapshot> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ClusterSnapshot.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        readerCount += 1
        let id = readerCount
        readers[id] = continuation
        continuation.onTermination = { [weak self] _ in Task { await self?.forget(id) } }
        if let newest { continuation.yield(newest) }
        return stream
    }

    /// The newest snapshot, or `nil` before the first.
    public var current: ClusterSnapshot? { newest }

    private func forget(_ id: Int) { readers[id] = nil }

    /// Asks the orchestrators of these deployments every 2 s and of all others every 30 s; with
    /// `nil` those of all every 2 s.
    public func watchClosely(_ deployments: Set<DeploymentID>?) {
        metrics.watchClosely(deployments.map { Set($0.map(\.uid)) })
        note()
    }

    /// Looks at other namespaces.
    public func setScope(_ scope: NamespaceScope) {
        guard scope != self.scope else { return }
        self.scope = scope
        scopeChanged.yield(scope)
    }

    /// Runs until the task is cancelled; what goes wrong meanwhile is told in the snapshots.
    public func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watchScopes() }
            group.addTask { await self.emitSnapshots() }
            group.addTask { await self.pollMetrics() }
            group.addTask { await self.learnTime() }
            group.addTask { await self.learnRights() }
        }
    }

    private func watchScopes() async {
        while !Task.isCancelled {
            let current = scope
            await withDiscardingTaskGroup { group in
                group.addTask { await self.watch(current) }
                for await wanted in scopes where wanted != current { break }
                group.cancelAll()
            }
            objects = FleetObjects()
            isFilled = []
            states = [:]
            note()
        }
    }

    private func watch(_ scope: NamespaceScope) async {
        let namespace: String? = if case .one(let name) = scope { name } else { nil }
        let all = ListQuery(namespace: namespace)
        let seldons = ListQuery(
            namespace: namespace,
            labels: LabelSelector([.exists("seldon-deployment-id")])
        )
        let warnings = ListQuery(namespace: namespace, fields: "type=Warning")
        await withDiscardingTaskGroup { group in
            group.addTask { await self.follow(SeldonDeployment.self, all) { $0.resources = $1 } }
            group.addTask { await self.follow(Deployment.self, seldons) { $0.workloads = $1 } }
            group.addTask { await self.follow(Pod.self, seldons) { $0.pods = $1 } }
            group.addTask { await self.follow(Event.self, warnings) { $0.warnings = $1 } }
            group.addTask { await self.follow(VirtualService.self, all) { $0.routes = $1 } }
        }
    }

    private func follow<Object: KubernetesObject>(
        _ type: Object.Type,
        _ query: ListQuery,
        into put: @escaping @Sendable (inout FleetObjects, [Object]) -> Void
    ) async {
        let store = ObjectStore<Object>()
        let reflector = Reflector<Object>(client, query, into: store)
        await withDiscardingTaskGroup { group in
            group.addTask { await reflector.run() }
            for await found in await store.snapshots() {
                let filled = await store.isFilled
                let state = await store.state
                if Task.isCancelled { break }
                if filled {
                    put(&objects, found.values.sorted { $0.key < $1.key })
                    isFilled.insert(Object.resource.plural)
                }
                states[Object.resource.plural] = state
                note()
            }
            group.cancelAll()
        }
    }

    /// Says that a new snapshot is due.
    func note() { changed.yield() }

    private func emitSnapshots() async {
        for await _ in changes {
            let snapshot = snapshot()
            newest = snapshot
            for reader in readers.values { reader.yield(snapshot) }
            // Changes that come together make one snapshot; the first is out already.
            do { try await clock.sleep(for: ClusterSession.pause) } catch { return }
        }
    }

    private func snapshot() -> ClusterSnapshot {
        let now = time.now
        metrics.follow(objects)
        metrics.follow(routed: FleetIndex.weights(of: objects.routes), at: now)
        let assembly = FleetAssembly(objects, now: now) { [metrics] uid, predictor in
            metrics.measured(uid: uid, predictor: predictor)
        }
        return ClusterSnapshot(
            context: labels.context,
            cluster: labels.cluster,
            user: labels.user,
            scope: scope,
            isReadOnly: labels.isReadOnly || rights.forbidAllChanges,
            isComplete: isComplete,
            rights: rights,
            gaps: gaps,
            sources: [apiHealth, metrics.health],
            takenAt: now,
            deployments: objects.resources.map(assembly.snapshot)
        )
    }

    /// Learns the cluster's time at the start and then every five minutes.
    private func learnTime() async {
        while !Task.isCancelled {
            let answer = try? await client.response(.get, "/version")
            if let date = answer?.head.headerFields[.date] {
                time.learn(fromDate: date)
                note()
            }
            do { try await clock.sleep(for: .seconds(answer == nil ? 10 : 300)) } catch { return }
        }
    }

    /// Whether what is known is all that one look can tell: every list is whole, and every
    /// orchestrator was asked twice or does not answer.
    var isSettled: Bool {
        (newest?.isComplete ?? false) && metrics.isSettled
    }
}

extension ClusterSession {
    /// Looks at the cluster once, for as long as it takes to measure rates.
    ///
    /// - Parameter patience: The longest time to wait for figures and, five times that, for lists.
    /// - Returns: What was seen.
    /// - Throws: `Failure` when the API server does not answer.
    public func look(within patience: Duration) async throws -> ClusterSnapshot {
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { await self.run() }
            let clock = ContinuousClock()
            let start = clock.now
            for await snapshot in snapshots() {
                let elapsed = start.duration(to: clock.now)
                if let problem { throw problem }
                guard snapshot.isComplete, isSettled || elapsed > patience else { continue }
                // What settled it may have come after this snapshot was taken.
                return self.snapshot()
            }
            throw CancellationError()
        }
    }
}
