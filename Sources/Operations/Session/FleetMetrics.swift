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
    }

    /// How often orchestrators on the screen are asked.
    private let closeInterval: Duration
    private var sources: [String: Source] = [:]
    private var recorders: [SeriesPlace: HistoryRecorder] = [:]
    /// What was measured lately, by place.
    private(set) var histories: [SeriesPlace: MeasuredHistory] = [:]
    private var routed: [String: [String: Int]] = [:]
    private var shiftedAt: [String: Moment] = [:]
    private var close: Set<String>?
    private var budget = RequestBudget(perSecond: requestsPerSecond)
    private var lastSuccess: Moment?

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
        let uids = Set(owners.values)
        for place in histories.keys where !uids.contains(place.deployment) {
            histories[place] = nil
            recorders[place] = nil
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
        source.counters.append(counters, at: at)
        sources[address.uid] = source
        remember(source)
    }

    mutating func fail(_ address: OrchestratorPod, _ reason: String) {
        sources[address.uid]?.isAsked = false
        sources[address.uid]?.counters.failure = reason
    }

    // MARK: - Telling

    private func pods(_ uid: String, _ predictor: String) -> [PodCounters] {
        sources.values.filter { $0.owner == uid && $0.address.predictor == predictor }
            .map(\.counters)
    }

    /// Adds what the newest reading of an orchestrator counted to the histories of its places.
    private mutating func remember(_ source: Source) {
        guard let (first, last) = source.counters.newestPair else { return }
        let increase = last.counters.increase(since: first.counters)
        let predictor = source.address.predictor
        func place(_ node: String?) -> SeriesPlace {
            SeriesPlace(deployment: source.owner, predictor: predictor, node: node)
        }
        var measured = [(place(nil), increase.server, [Int: Int]())]
        for node in Set(increase.nodes.keys).union(increase.unanswered.keys) {
            measured.append((place(node), increase.calls(of: node), increase.failures(of: node)))
        }
        for (place, codes, unanswered) in measured {
            recorders[place, default: HistoryRecorder()].add(
                codes,
                unanswered: unanswered,
                from: first.takenAt,
                to: last.takenAt
            )
            histories[place] = recorders[place]?.history
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
        return FleetAssembly.Measured(
            counters: counters,
            sinceShift: PredictorMeasurement(pods, within: FleetMetrics.window, since: shift)
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
        return SourceHealth(.metrics, status, lastSuccess: lastSuccess)
    }
}
