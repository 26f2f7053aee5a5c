import Documents
import Failures
public import HTTP
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

    /// Where a session learns what the API server does not tell.
    public struct Sources: Sendable {
        /// What carries requests that do not go through the API server.
        public var web: any HTTPTransport
        /// The Prometheus to ask for counters, or `nil` to ask orchestrators themselves.
        public var prometheus: PrometheusPlace?
        /// What finds the gateway; `nil` when nobody wants to know how it is.
        public var gateway: (@Sendable () async throws -> String)?

        /// Sources.
        public init(
            web: any HTTPTransport,
            prometheus: PrometheusPlace? = nil,
            gateway: (@Sendable () async throws -> String)? = nil
        ) {
            self.web = web
            self.prometheus = prometheus
            self.gateway = gateway
        }
    }

    /// The shortest time between two snapshots: a change is on the screen within 100 ms.
    private static let pause = Duration.milliseconds(50)
    /// The shortest time between two snapshots while the first lists come in, of which each shows a
    /// bit more.
    private static let firstPause = Duration.milliseconds(400)
    /// How often it is looked meanwhile whether they are all there.
    private static let firstBeat = Duration.milliseconds(10)
    /// How often a snapshot is handed out in which nothing is new but its time.
    private static let unchangedPause = Duration.seconds(5)

    let client: APIClient
    let time: ServerTime
    private let clock: any Clock<Duration>
    private let thresholds: ThresholdRules
    var labels: Labels
    var scope: NamespaceScope
    var fleet = FleetRegister()
    private var seen: [ObjectKey: DeploymentSnapshot] = [:]
    /// The same in the order of the fleet, which is kept beside.
    private var listed: [DeploymentSnapshot] = []
    private var listedOrder: [ObjectKey] = []
    /// Whether figures came in that no snapshot has yet.
    var areFiguresDue = false
    /// When figures alone last made a snapshot.
    var figuresToldAt: ContinuousClock.Instant?
    var isFilled: Set<String> = []
    var states: [String: SourceState] = [:]
    var rights = Rights()
    /// Whether it is known that the scope is one that may be seen.
    var isScopeSettled = false
    let sources: Sources
    var usage: [ObjectKey: [String: ContainerUsage]] = [:]
    var usageGap: SnapshotGap?
    var gatewayHealth: SourceHealth?
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
    ///   - sources: Where else it learns; `nil` for nowhere but the API server.
    ///   - interval: How often orchestrators on the screen are asked for their counters.
    ///   - thresholds: From what on a deployment counts as slow or failing.
    ///   - clock: What waiting is measured by.
    public init(
        _ client: APIClient,
        scope: NamespaceScope,
        labels: Labels,
        sources: Sources? = nil,
        interval: Duration = .seconds(2),
        thresholds: ThresholdRules = ThresholdRules(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.client = client
        self.scope = scope
        self.labels = labels
        self.sources = sources ?? Sources(web: NoTransport())
        self.clock = clock
        self.thresholds = thresholds
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
            group.addTask { await self.learnUsage() }
            group.addTask { await self.learnGateway() }
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
            if Task.isCancelled { return }
            for deployment in seen.values { metrics.forget(owner: deployment.id.uid) }
            isScopeSettled = true
            fleet = FleetRegister()
            seen = [:]
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
            group.addTask {
                await self.follow(SeldonDeployment.self, all, FleetFields.resources) { $0.take($1) }
            }
            group.addTask {
                await self.follow(Deployment.self, seldons, FleetFields.workloads) { $0.take($1) }
            }
            group.addTask {
                await self.follow(Pod.self, seldons, FleetFields.pods) { $0.take($1) }
            }
            group.addTask {
                await self.follow(Event.self, warnings, FleetFields.warnings) { $0.take($1) }
            }
            group.addTask {
                await self.follow(VirtualService.self, all, FleetFields.routes) { $0.take($1) }
            }
        }
    }

    private func follow<Object: KubernetesObject>(
        _ type: Object.Type,
        _ query: ListQuery,
        _ fields: Projection,
        into take: @escaping @Sendable (inout FleetRegister, StoreChange<Object>) -> Void
    ) async {
        let store = ObjectStore<Object>()
        let reflector = Reflector<Object>(
            client,
            query,
            keeping: fields,
            into: store,
            asksForInitialEvents: true
        )
        await withDiscardingTaskGroup { group in
            group.addTask { await reflector.run() }
            for await news in await store.news() {
                if Task.isCancelled { break }
                switch news {
                case .changed(let change): take(&fleet, change)
                case .filled: isFilled.insert(Object.resource.plural)
                case .noted(let state): states[Object.resource.plural] = state
                }
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
            if isWorthTelling(snapshot) {
                newest = snapshot
                for reader in readers.values { reader.yield(snapshot) }
            }
            // Changes that come together make one snapshot; the first is out already.
            if isComplete {
                do { try await clock.sleep(for: ClusterSession.pause) } catch { return }
                continue
            }
            var waited = Duration.zero
            while !isComplete && waited < ClusterSession.firstPause {
                do { try await clock.sleep(for: ClusterSession.firstBeat) } catch { return }
                waited += ClusterSession.firstBeat
            }
        }
    }

    /// Whether anything is new but the time; while somebody may still wait for the first figures,
    /// everything is.
    private func isWorthTelling(_ snapshot: ClusterSnapshot) -> Bool {
        guard let newest, isSettled else { return true }
        return snapshot.takenAt.elapsed(since: newest.takenAt) >= ClusterSession.unchangedPause
            || snapshot.isNews(beside: newest)
    }

    private func snapshot() -> ClusterSnapshot {
        let now = time.now
        let changed = fleet.takeChanged()
        areFiguresDue = false
        for family in changed { look(at: family, now) }
        if listedOrder == fleet.order {
            for family in changed { relist(family) }
        } else {
            listedOrder = fleet.order
            listed = listedOrder.compactMap { seen[$0] }
        }
        return ClusterSnapshot(
            context: labels.context,
            cluster: labels.cluster,
            user: labels.user,
            scope: scope,
            isReadOnly: labels.isReadOnly || rights.forbidAllChanges,
            isProduction: labels.isProduction,
            isComplete: isComplete,
            rights: rights,
            gaps: gaps,
            sources: [apiHealth, metrics.health] + (gatewayHealth.map { [$0] } ?? []),
            takenAt: now,
            deployments: listed,
            histories: metrics.histories
        )
    }

    /// Puts what was seen of a deployment into its place in the list.
    private func relist(_ family: ObjectKey) {
        guard let deployment = seen[family] else { return }
        let index = listedOrder.lowerBound(of: family)
        if index < listed.count, listedOrder[index] == family { listed[index] = deployment }
    }

    /// Sees one deployment anew: the others are as they were.
    private func look(at family: ObjectKey, _ now: Moment) {
        var objects = fleet.objects(of: family)
        objects.usage = usage
        let last = seen[family]
        guard let resource = objects.resources.first else {
            seen[family] = nil
            if let last { metrics.forget(owner: last.id.uid) }
            return
        }
        if let last, last.id.uid != resource.metadata.uid { metrics.forget(owner: last.id.uid) }
        metrics.follow(objects, family: family, at: now)
        let assembly = FleetAssembly(objects, now: now, thresholds: thresholds) {
            [metrics] uid, predictor in
            metrics.measured(uid: uid, predictor: predictor)
        }
        let deployment = assembly.snapshot(of: resource)
        // What is the same stays the same copy, which everybody passes over at once.
        if deployment != last { seen[family] = deployment }
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
                if let problem, !mayScopeChange { throw problem }
                guard snapshot.isComplete, isSettled || elapsed > patience else { continue }
                // What settled it may have come after this snapshot was taken.
                return self.snapshot()
            }
            throw CancellationError()
        }
    }
}

/// Carries nothing: for a session that speaks to the API server only.
private struct NoTransport: HTTPTransport {
    func send(_ request: Request, _ options: RequestOptions) async throws -> Response {
        throw HTTPError.cannotConnect(url: request.url, reason: "nothing is to be asked")
    }
}
