import Kubernetes
import Telemetry

/// What the orchestrators of a fleet told of their counters, and which is to be asked next.
struct FleetMetrics: Sendable {
    /// How often all others are.
    static let wideInterval = Duration.seconds(30)
    /// The most requests in a second, over all orchestrators (DESIGN, section 4).
    static let requestsPerSecond = 20.0
    /// The time that figures are taken over.
    static let window = Duration.seconds(60)

    private struct Source: Sendable {
        var address: OrchestratorPod
        var owner: String
        var counters = PodCounters()
        var nextDue: Duration = .zero
        var isAsked = false
        /// The Service that leads to this orchestrator alone; `nil` where it leads to others too.
        var service: ObjectKey?
        /// Whether the last failure was a refusal that other ways may get around.
        var isRefused = false
    }

    private struct Place: Hashable, Sendable {
        var uid: String
        var predictor: String
        var node: String?
    }

    /// How often orchestrators on the screen are asked.
    private let closeInterval: Duration
    private var sources: [String: Source] = [:]
    private var histories: [Place: RateHistory] = [:]
    private var routed: [String: [String: Int]] = [:]
    private var shiftedAt: [String: Moment] = [:]
    private var close: Set<String>?
    private var budget = RequestBudget(perSecond: requestsPerSecond)
    private var lastSuccess: Moment?
    /// How orchestrators are asked, in words.
    var way = "pods/proxy"
    /// When a failing source is asked again; `nil` when that is a matter of seconds.
    var nextAttempt: Moment?

    init(interval: Duration) { closeInterval = interval }

    mutating func watchClosely(_ uids: Set<String>?) {
        close = uids
        for (key, source) in sources where uids?.contains(source.owner) ?? true {
            // Whoever comes into view is asked at once when the last answer is old enough.
            sources[key]?.nextDue = min(source.nextDue, .zero)
        }
    }

    /// Takes in which orchestrators there are now.
    mutating func follow(_ objects: FleetObjects) {
        let owners = Dictionary(
            objects.resources.map { ($0.key, $0.metadata.uid) },
            uniquingKeysWith: { first, _ in first }
        )
        var found: [String: Source] = [:]
        for pod in objects.pods {
            guard let address = OrchestratorPod(pod) else { continue }
            let key = ObjectKey(namespace: pod.namespace, name: address.deployment)
            guard let owner = owners[key] else { continue }
            var source = sources[address.uid] ?? Source(address: address, owner: owner)
            source.address = address
            found[address.uid] = source
        }
        sources = found
        noteServices(objects)
        let uids = Set(owners.values)
        histories = histories.filter { uids.contains($0.key.uid) }
    }

    /// Finds the orchestrators that are alone behind the Service of their predictor, through which
    /// they can be asked as well.
    private mutating func noteServices(_ objects: FleetObjects) {
        var services: [Place: ObjectKey] = [:]
        for resource in objects.resources {
            for predictor in resource.predictors {
                let name = resource.names.service(of: predictor)
                services[Place(uid: resource.metadata.uid, predictor: predictor.name, node: nil)] =
                    ObjectKey(namespace: resource.namespace, name: name)
            }
        }
        let places = sources.mapValues {
            Place(uid: $0.owner, predictor: $0.address.predictor, node: nil)
        }
        let counts = Dictionary(places.values.map { ($0, 1) }, uniquingKeysWith: +)
        for (key, place) in places {
            sources[key]?.service = counts[place] == 1 ? services[place] : nil
        }
    }

    /// Takes in what is routed now, so that shares are counted from the last change on.
    mutating func follow(routed weights: [String: [String: Int]], at moment: Moment) {
        for (uid, new) in weights where routed[uid] != new {
            if routed[uid] != nil { shiftedAt[uid] = moment }
            routed[uid] = new
        }
    }

    // MARK: - Asking

    private func interval(of source: Source) -> Duration {
        guard close?.contains(source.owner) ?? true else { return FleetMetrics.wideInterval }
        // When there are more on the screen than the budget allows for, each waits its turn.
        let inView = sources.values.count { close?.contains($0.owner) ?? true }
        let turn = Duration.seconds(Double(inView) / FleetMetrics.requestsPerSecond)
        return max(closeInterval, turn)
    }

    /// The next orchestrator to ask, by how long it has been due; `nil` when none is due or the
    /// budget is used up.
    mutating func next(at time: Duration) -> OrchestratorPod? {
        let due = sources.filter { !$0.value.isAsked && $0.value.nextDue <= time }
        guard let first = due.min(by: { $0.value.nextDue < $1.value.nextDue }),
            budget.take(at: time)
        else { return nil }
        let interval = interval(of: first.value)
        sources[first.key]?.isAsked = true
        sources[first.key]?.nextDue = time + interval
        sources[first.key]?.counters.interval = interval
        return first.value.address
    }

    mutating func succeed(_ address: OrchestratorPod, _ counters: OrchestratorCounters, at: Moment)
    {
        lastSuccess = at
        guard var source = sources[address.uid] else { return }
        source.isAsked = false
        source.isRefused = false
        source.counters.append(counters, at: at)
        sources[address.uid] = source
        remember(source.owner, address.predictor, at: at)
    }

    mutating func fail(_ address: OrchestratorPod, _ reason: String, isRefused: Bool = false) {
        sources[address.uid]?.isAsked = false
        sources[address.uid]?.isRefused = isRefused
        sources[address.uid]?.counters.failure = reason
    }

    /// The Service through which an orchestrator can be asked, and it alone.
    func service(of address: OrchestratorPod) -> ObjectKey? { sources[address.uid]?.service }

    /// Whether every orchestrator refuses to be asked, so that another way is needed.
    var areAllRefused: Bool {
        !sources.isEmpty && sources.values.allSatisfy(\.isRefused)
    }

    // MARK: - By a Prometheus

    /// The deployments that have orchestrators.
    var deployments: [String] { Set(sources.values.map(\.address.deployment)).sorted() }

    /// Takes in what a Prometheus knows of the orchestrators.
    mutating func take(
        _ readings: [PrometheusSource.Reading],
        at moment: Moment,
        interval: Duration
    ) {
        var keys: [ObjectKey: String] = [:]
        for (uid, source) in sources {
            let address = source.address
            keys[address.pod] = uid
            keys[ObjectKey(namespace: "", name: address.address)] = uid
        }
        for reading in readings {
            let named = keys[ObjectKey(namespace: reading.namespace, name: reading.pod)]
            guard let uid = named ?? keys[ObjectKey(namespace: "", name: reading.pod)],
                let address = sources[uid]?.address
            else { continue }
            sources[uid]?.counters.interval = interval
            succeed(address, reading.counters, at: moment)
        }
        for (uid, source) in sources where source.counters.newest != moment {
            sources[uid]?.counters.failure = "the Prometheus has no counters of it"
        }
    }

    /// Notes that the Prometheus did not answer.
    mutating func fail(_ reason: String) {
        for uid in sources.keys { sources[uid]?.counters.failure = reason }
    }

    // MARK: - Telling

    private func pods(_ uid: String, _ predictor: String) -> [PodCounters] {
        sources.values.filter { $0.owner == uid && $0.address.predictor == predictor }
            .map(\.counters)
    }

    private mutating func remember(_ uid: String, _ predictor: String, at moment: Moment) {
        let pods = pods(uid, predictor)
        guard let lately = PredictorMeasurement(pods, within: .seconds(10)) else { return }
        let seconds = max(lately.elapsed / .seconds(1), 0.001)
        let whole = Place(uid: uid, predictor: predictor, node: nil)
        histories[whole, default: RateHistory()]
            .append(lately.counters.served / seconds, at: moment)
        for node in lately.counters.nodes.keys {
            let calls = lately.counters.calls(of: node).values.reduce(0) { $0 + $1.count }
            let place = Place(uid: uid, predictor: predictor, node: node)
            histories[place, default: RateHistory()].append(calls / seconds, at: moment)
        }
    }

    func measured(uid: String, predictor: String) -> FleetAssembly.Measured {
        let pods = pods(uid, predictor)
        let counters: Result<PredictorMeasurement, FleetAssembly.Measured.Reason>
        if let measured = PredictorMeasurement(pods, within: FleetMetrics.window) {
            counters = .success(measured)
        } else {
            let reason = pods.lazy.compactMap(\.failure).first
            counters = .failure(
                .init(text: pods.isEmpty ? "no orchestrator runs" : reason ?? "being measured")
            )
        }
        let shift = shiftedAt[uid]
        var nodes: [String: RateHistory] = [:]
        for (place, history) in histories where place.uid == uid && place.predictor == predictor {
            if let node = place.node { nodes[node] = history }
        }
        return FleetAssembly.Measured(
            counters: counters,
            sinceShift: PredictorMeasurement(pods, within: FleetMetrics.window, since: shift),
            history: histories[Place(uid: uid, predictor: predictor, node: nil)],
            nodeHistories: nodes
        )
    }

    /// Whether every orchestrator has been read twice, or cannot be.
    var isSettled: Bool {
        sources.values.allSatisfy { $0.counters.readingCount > 1 || $0.counters.failure != nil }
    }

    /// How well the orchestrators answer, all of them together.
    var health: SourceHealth {
        let failures = sources.values.compactMap(\.counters.failure)
        let status: SourceHealth.Status
        if sources.isEmpty {
            status = .absent(reason: "no orchestrator runs")
        } else if failures.count == sources.count {
            status = .failing(reason: failures.min() ?? "")
        } else {
            status = lastSuccess == nil ? .connecting : .healthy
        }
        return SourceHealth(
            .metrics,
            status,
            way: way,
            lastSuccess: lastSuccess,
            nextAttempt: nextAttempt
        )
    }
}
