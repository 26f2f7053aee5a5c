import Kubernetes
import Seldon
import Telemetry

/// What the orchestrators of a fleet told of their counters, and which is to be asked next.
struct FleetMetrics: Sendable {
    /// How often all others are.
    static let wideInterval = Duration.seconds(30)
    /// The most requests in a second, over all orchestrators (DESIGN, section 4).
    static let requestsPerSecond = 20.0
    /// The most requests in a second while nobody answers: enough to see when somebody does again.
    static let probesPerSecond = 1.0
    /// So many failures say that nobody answers, where nobody ever did.
    static let enoughFailures = 20
    private static let never = Duration(secondsComponent: .max, attosecondsComponent: 0)
    /// The time that figures are taken over.
    static let window = Duration.seconds(60)

    private struct Source: Sendable {
        var address: OrchestratorPod
        var owner: String
        var family: ObjectKey
        var counters = PodCounters()
        /// The Service that leads to this orchestrator alone; `nil` where it leads to others too.
        var service: ObjectKey?
        /// Whether the last failure was a refusal that other ways may get around.
        var isRefused = false
        var nextDue: Duration = .zero
        /// How often in a row it did not answer.
        var failureCount = 0

        /// How much longer it is left alone for not answering: twice as long each time, up to the
        /// interval of those that are not on the screen.
        var respite: Duration {
            guard failureCount > 1 else { return .zero }
            return min(FleetMetrics.wideInterval, .seconds(1 << min(failureCount - 1, 5)))
        }
    }

    /// How often orchestrators on the screen are asked.
    private let closeInterval: Duration
    private var sources: [String: Source] = [:]
    /// The orchestrators of each SeldonDeployment.
    private var members: [String: Set<String>] = [:]
    /// When each is to be asked; what is not here is being asked.
    private var due: [String: Duration] = [:]
    /// Those of which it was seen that they are due, the one that has been for longest last.
    private var queue: [String] = []
    /// Before this nobody else is due.
    private var nextLook: Duration = .zero
    /// Why those that do not answer do not.
    private var failures: [String: String] = [:]
    private var recorders: [SeriesPlace: HistoryRecorder] = [:]
    private var places: [String: Set<SeriesPlace>] = [:]
    /// What was measured lately, by place.
    private(set) var histories: [SeriesPlace: MeasuredHistory] = [:]
    private var routed: [String: [String: Int]] = [:]
    private var shiftedAt: [String: Moment] = [:]
    private var close: Set<String>?
    /// How many orchestrators are on the screen; `nil` when that has to be counted anew.
    private var inView: Int?
    private var budget = RequestBudget(perSecond: requestsPerSecond)
    private var probeBudget = RequestBudget(perSecond: probesPerSecond)
    private var failuresInARow = 0
    private var lastSuccess: Moment?
    /// How orchestrators are asked, in words.
    var way = "pods/proxy"
    /// When a failing source is asked again; `nil` when that is a matter of seconds.
    var nextAttempt: Moment?

    init(interval: Duration) { closeInterval = interval }

    mutating func watchClosely(_ uids: Set<String>?) {
        close = uids
        inView = nil
        for (key, source) in sources where uids?.contains(source.owner) ?? true {
            // Whoever comes into view is asked at once when the last answer is old enough.
            if due[key] != nil { setDue(key, .zero) }
        }
        queue = []
    }

    // MARK: - Following

    /// Takes in which orchestrators a SeldonDeployment has now, and what is routed to them.
    mutating func follow(_ objects: FleetObjects, family: ObjectKey, at moment: Moment) {
        guard let resource = objects.resources.first else { return }
        let owner = resource.metadata.uid
        var found: Set<String> = []
        for pod in objects.pods {
            guard let address = OrchestratorPod(pod) else { continue }
            found.insert(address.uid)
            if sources[address.uid] == nil {
                sources[address.uid] = Source(address: address, owner: owner, family: family)
                setDue(address.uid, .zero)
                inView = nil
            }
            sources[address.uid]?.address = address
        }
        forget(members[owner, default: []].subtracting(found))
        members[owner] = found.isEmpty ? nil : found
        noteServices(of: resource, found)
        if let weights = FleetIndex.weights(of: objects.routes)[owner], routed[owner] != weights {
            if routed[owner] != nil { shiftedAt[owner] = moment }
            routed[owner] = weights
        }
    }

    /// Forgets the orchestrators of a SeldonDeployment that is gone.
    mutating func forget(owner: String) {
        forget(members[owner] ?? [])
        members[owner] = nil
        for place in places[owner] ?? [] {
            histories[place] = nil
            recorders[place] = nil
        }
        places[owner] = nil
        routed[owner] = nil
        shiftedAt[owner] = nil
    }

    private mutating func forget(_ uids: Set<String>) {
        for uid in uids {
            sources[uid] = nil
            due[uid] = nil
            failures[uid] = nil
            inView = nil
        }
    }

    /// Finds the orchestrators that are alone behind the Service of their predictor, through which
    /// they can be asked as well.
    private mutating func noteServices(of resource: SeldonDeployment, _ uids: Set<String>) {
        let predictors = uids.compactMap { sources[$0]?.address.predictor }
        let counts = Dictionary(predictors.map { ($0, 1) }, uniquingKeysWith: +)
        for uid in uids {
            let name = sources[uid]?.address.predictor ?? ""
            guard counts[name] == 1, let predictor = resource.predictor(named: name) else {
                sources[uid]?.service = nil
                continue
            }
            sources[uid]?.service = ObjectKey(
                namespace: resource.namespace,
                name: resource.names.service(of: predictor)
            )
        }
    }

    // MARK: - Asking

    private mutating func interval(of source: Source) -> Duration {
        guard close?.contains(source.owner) ?? true else { return FleetMetrics.wideInterval }
        // When there are more on the screen than the budget allows for, each waits its turn.
        let count =
            inView ?? sources.values.count { close?.contains($0.owner) ?? true }
        inView = count
        let turn = Duration.seconds(Double(count) / FleetMetrics.requestsPerSecond)
        return max(closeInterval, turn)
    }

    /// The next orchestrator to ask, by how long it has been due; `nil` when none is due or the
    /// budget is used up.
    mutating func next(at time: Duration) -> OrchestratorPod? {
        if queue.isEmpty { lookWhoIsDue(at: time) }
        while let key = queue.last {
            guard due[key].map({ $0 <= time }) ?? false, let source = sources[key] else {
                queue.removeLast()
                continue
            }
            guard takeFromBudget(at: time) else { return nil }
            queue.removeLast()
            let interval = interval(of: source)
            due[key] = nil
            sources[key]?.nextDue = time + interval
            sources[key]?.counters.interval = interval
            return source.address
        }
        return nil
    }

    private mutating func lookWhoIsDue(at time: Duration) {
        guard nextLook <= time else { return }
        queue = due.filter { $0.value <= time }.sorted { $0.value > $1.value }.map(\.key)
        // Until those are asked nobody else's turn comes; then it is looked again.
        nextLook = queue.isEmpty ? due.values.min() ?? FleetMetrics.never : .zero
    }

    private mutating func setDue(_ key: String, _ time: Duration) {
        due[key] = time
        nextLook = min(nextLook, time)
    }

    /// Whether so many failed one after the other that it is no use to go on asking all of them: the
    /// first twenty or, where somebody did answer once, as many as there are.
    private var isProbing: Bool {
        let enough = FleetMetrics.enoughFailures
        return failuresInARow >= (lastSuccess == nil ? enough : max(enough, sources.count))
    }

    private mutating func takeFromBudget(at time: Duration) -> Bool {
        isProbing ? probeBudget.take(at: time) : budget.take(at: time)
    }

    /// Takes in what an orchestrator has counted; returns whose it is.
    @discardableResult
    mutating func succeed(
        _ address: OrchestratorPod,
        _ counters: OrchestratorCounters,
        at moment: Moment
    ) -> ObjectKey? {
        lastSuccess = moment
        failuresInARow = 0
        guard var source = sources[address.uid] else { return nil }
        setDue(address.uid, source.nextDue)
        failures[address.uid] = nil
        source.isRefused = false
        source.failureCount = 0
        source.counters.append(counters, at: moment)
        sources[address.uid] = source
        remember(source)
        return source.family
    }

    /// Takes in that an orchestrator did not answer; returns whose it is when that is news.
    mutating func fail(
        _ address: OrchestratorPod,
        _ reason: String,
        isRefused: Bool = false
    ) -> ObjectKey? {
        guard var source = sources[address.uid] else { return nil }
        failuresInARow += 1
        source.isRefused = isRefused
        source.failureCount += 1
        sources[address.uid] = source
        setDue(address.uid, source.nextDue + source.respite)
        let isNews = failures[address.uid] != reason
        note(failure: reason, of: address.uid)
        return isNews ? source.family : nil
    }

    private mutating func note(failure: String, of uid: String) {
        failures[uid] = failure
        sources[uid]?.counters.failure = failure
    }

    /// The Service through which an orchestrator can be asked, and it alone.
    func service(of address: OrchestratorPod) -> ObjectKey? { sources[address.uid]?.service }

    /// Whether every orchestrator that was asked refuses to be, so that another way is needed.
    var areAllRefused: Bool {
        !sources.isEmpty && doesNobodyAnswer
            && failures.keys.allSatisfy { sources[$0]?.isRefused ?? true }
    }

    /// Whether none of those that were asked answers, and they were all or many.
    private var doesNobodyAnswer: Bool { failures.count == sources.count || isProbing }

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
            keys[source.address.pod] = uid
            keys[ObjectKey(namespace: "", name: source.address.address)] = uid
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
            note(failure: "the Prometheus has no counters of it", of: uid)
        }
    }

    /// Notes that the Prometheus did not answer.
    mutating func fail(_ reason: String) {
        for uid in sources.keys { note(failure: reason, of: uid) }
    }

    // MARK: - Telling

    private func pods(_ uid: String, _ predictor: String) -> [PodCounters] {
        (members[uid] ?? []).sorted().compactMap { sources[$0] }
            .filter { $0.address.predictor == predictor }.map(\.counters)
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
            places[source.owner, default: []].insert(place)
        }
    }

    func measured(uid: String, predictor: String) -> FleetAssembly.Measured {
        let pods = pods(uid, predictor)
        let counters: Result<PredictorMeasurement, FleetAssembly.Measured.Reason>
        let lately = PredictorMeasurement(pods, within: FleetMetrics.window)
        if let measured = lately {
            counters = .success(measured)
        } else {
            let reason = pods.lazy.compactMap(\.failure).first
            counters = .failure(
                .init(text: pods.isEmpty ? "no orchestrator runs" : reason ?? "being measured")
            )
        }
        return FleetAssembly.Measured(
            counters: counters,
            sinceShift: shiftedAt[uid].map {
                PredictorMeasurement(pods, within: FleetMetrics.window, since: $0)
            } ?? lately
        )
    }

    /// Whether every orchestrator has been read twice, or cannot be, or no more come to be known.
    var isSettled: Bool {
        isProbing
            || sources.values.allSatisfy {
                $0.counters.readingCount > 1 || $0.counters.failure != nil
            }
    }

    /// How well the orchestrators answer, all of them together.
    var health: SourceHealth {
        let status: SourceHealth.Status
        if sources.isEmpty {
            status = .absent(reason: "no orchestrator runs")
        } else if doesNobodyAnswer {
            status = .failing(reason: failures.values.min() ?? "")
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
