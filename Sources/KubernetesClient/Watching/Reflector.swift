public import Documents
import Failures
import HTTP
public import Kubernetes
import Synchronization

/// What keeps a store equal to the objects of an API server, for as long as it runs.
public struct Reflector<Object: KubernetesObject>: Sendable {
    /// How long things may take.
    public struct Limits: Sendable, Hashable {
        /// How long one watch is kept open before the server ends it.
        public var watch: Duration
        /// How long a watch may be silent before it is replaced; servers send a bookmark a minute.
        public var silence: Duration
        /// How long the initial events of a watch may take to come to their end.
        public var initialEvents: Duration
        /// How long a server may keep silent before it answers, or in the midst of a list, in whole
        /// seconds.
        public var answer: Duration

        /// Limits.
        public init(
            watch: Duration = .seconds(300),
            silence: Duration = .seconds(90),
            initialEvents: Duration = .seconds(10),
            answer: Duration = .seconds(30)
        ) {
            self.answer = answer
            self.watch = watch
            self.silence = silence
            self.initialEvents = initialEvents
        }
    }

    private let client: APIClient
    private let kind: ResourceKind
    private let query: ListQuery
    private let projection: Projection?
    private let store: ObjectStore<Object>
    private let clock: any Clock<Duration>
    private let limits: Limits
    private let asksForInitialEvents: Bool

    /// Makes a reflector.
    ///
    /// - Parameters:
    ///   - client: The API server's client.
    ///   - kind: The kind of the objects, for a store of objects of any kind.
    ///   - query: Which objects the store shall have.
    ///   - projection: What of the objects the store shall have; `nil` for all of it. Their identity
    ///     is always kept.
    ///   - store: The store, which has no other writer.
    ///   - clock: What waiting is measured by.
    ///   - limits: How long things may take.
    ///   - asksForInitialEvents: Whether the list is tried as the beginning of the watch first.
    public init(
        _ client: APIClient,
        kind: ResourceKind = Object.resource,
        _ query: ListQuery = ListQuery(),
        keeping projection: Projection? = nil,
        into store: ObjectStore<Object>,
        clock: any Clock<Duration> = ContinuousClock(),
        limits: Limits = Limits(),
        asksForInitialEvents: Bool = false
    ) {
        self.client = client
        self.kind = kind
        self.query = query
        self.projection = projection?.merging(Reflector.identity)
        self.store = store
        self.clock = clock
        self.limits = limits
        self.asksForInitialEvents = asksForInitialEvents
    }

    private static var identity: Projection {
        [
            "metadata": [
                "name": .all, "namespace": .all, "uid": .all, "resourceVersion": .all,
            ]
        ]
    }

    /// Runs until the task is cancelled.
    ///
    /// Nothing ends it before: what goes wrong is told to the store and tried again.
    public func run() async {
        var watcher = Watcher<Object>(asksForInitialEvents: asksForInitialEvents)
        var actions = watcher.receive(.started)[...]
        while !Task.isCancelled, let action = actions.popFirst() {
            switch action {
            case .store(let event): await store.apply(event)
            case .list(let continuation):
                actions += await list(continuation, &watcher)
            case .watch(let version):
                actions += await watch(from: .version(version), &watcher)
            case .watchWithInitialEvents:
                actions += await watch(from: .initialEvents, &watcher)
            case .wait(let delay):
                try? await clock.sleep(for: Backoff.jittered(delay))
                actions += watcher.receive(.waited)
            }
        }
    }

    private func list(
        _ continuation: String?,
        _ watcher: inout Watcher<Object>
    ) async -> [Watcher<Object>.Action] {
        do {
            let page = try await client.page(
                of: kind,
                query,
                continuation: continuation,
                longestStall: limits.answer,
                keeping: projection
            )
            await noteSuccess()
            let objects = page.objects.map { Object(json: $0.json) }
            return watcher.receive(
                .page(
                    ListPage(
                        objects: objects,
                        resourceVersion: page.resourceVersion,
                        continuation: page.continuation
                    )
                )
            )
        } catch {
            return await fail(error, &watcher)
        }
    }

    // MARK: Watching

    /// How a watch came to its end.
    private enum End: Sendable {
        /// A step of the watcher's asks for something else.
        case onward([Watcher<Object>.Action])
        case ended
        case broken(ClientError)
        case cancelled
        /// Nothing came for too long.
        case silent
        /// The initial events are not all there after too long.
        case late
    }

    private func watch(
        from start: WatchStart,
        _ watcher: inout Watcher<Object>
    ) async -> [Watcher<Object>.Action] {
        let events: WatchEvents
        do {
            events = try await client.watch(
                kind,
                query,
                from: start,
                for: limits.watch,
                answeredWithin: limits.answer,
                keeping: projection
            )
        } catch {
            return await fail(error, &watcher)
        }
        await noteSuccess()
        let pulse = Pulse()
        let (end, state) = await follow(events, watcher, pulse, isListing: start == .initialEvents)
        watcher = state
        switch end {
        case .onward(let actions): return await note(actions, &watcher)
        case .ended:
            await noteSuccess()
            return await note(watcher.receive(.watchEnded), &watcher)
        case .silent: return watcher.receive(.watchWasSilent)
        case .late: return watcher.receive(.initialEventsAreLate)
        case .cancelled: return []
        case .broken(let error):
            // A watch that is cut was open until now, however quiet it was: the data are of this
            // moment, not of the last event.
            if case .unreachable(.timedOut) = error {} else { await noteSuccess() }
            return await fail(error, &watcher)
        }
    }

    /// Reads events into the store until the watch ends, or is silent for too long.
    private func follow(
        _ events: WatchEvents,
        _ watcher: Watcher<Object>,
        _ pulse: Pulse,
        isListing: Bool
    ) async -> (End, Watcher<Object>) {
        await withTaskGroup(of: (End, Watcher<Object>?).self) { group in
            group.addTask {
                var watcher = watcher
                let end = await read(events, &watcher, pulse)
                return (end, watcher)
            }
            group.addTask { (await guardSilence(pulse), nil) }
            if isListing { group.addTask { (await guardList(pulse), nil) } }
            var result = (End.cancelled, watcher)
            var first: End?
            for await (end, state) in group {
                if first == nil {
                    first = end
                    group.cancelAll()
                }
                // The reader's state counts, whoever ended the watch.
                if let state { result.1 = state }
            }
            result.0 = first ?? .cancelled
            return result
        }
    }

    private func read(
        _ events: WatchEvents,
        _ watcher: inout Watcher<Object>,
        _ pulse: Pulse
    ) async -> End {
        // The objects of a list go to the store many at a time: a call of the actor for each would
        // cost a big list as much as reading it.
        var page: [Object] = []
        do {
            for try await event in events {
                pulse.beat()
                var onward: [Watcher<Object>.Action] = []
                for action in watcher.receive(.event(event)) {
                    switch action {
                    case .store(.listed(let objects)): page += objects
                    case .store(let event):
                        await apply(&page)
                        await store.apply(event)
                    default: onward.append(action)
                    }
                }
                if page.count >= query.pageSize { await apply(&page) }
                if !watcher.isListingByWatch { pulse.endList() }
                if !onward.isEmpty { return .onward(onward) }
            }
            return Task.isCancelled ? .cancelled : .ended
        } catch {
            return Task.isCancelled ? .cancelled : .broken(expected(error))
        }
    }

    private func apply(_ page: inout [Object]) async {
        guard !page.isEmpty else { return }
        await store.apply(.listed(page))
        page = []
    }

    /// Waits until nothing came for too long.
    private func guardSilence(_ pulse: Pulse) async -> End {
        var heard = -1
        while pulse.count != heard {
            heard = pulse.count
            do { try await clock.sleep(for: limits.silence) } catch { return .cancelled }
        }
        return .silent
    }

    /// Waits until a list that comes as the beginning of a watch is late.
    private func guardList(_ pulse: Pulse) async -> End {
        do {
            try await clock.sleep(for: limits.initialEvents)
            // One that has ended in time leaves the watch alone from now on.
            while pulse.isListEnded { try await clock.sleep(for: .seconds(3600)) }
        } catch {
            return .cancelled
        }
        return .late
    }

    // MARK: Failing

    private func expected(_ error: any Error) -> ClientError {
        let unexpected = HTTPError.interrupted(url: client.endpoint.server, reason: "\(error)")
        return error as? ClientError ?? .unreachable(unexpected)
    }

    private func fail(
        _ error: any Error,
        _ watcher: inout Watcher<Object>
    ) async -> [Watcher<Object>.Action] {
        if Task.isCancelled { return [] }
        let error = expected(error)
        return await note(watcher.receive(.failed(error)), &watcher, error)
    }

    /// Tells the store of a wait before it begins.
    private func note(
        _ actions: [Watcher<Object>.Action],
        _ watcher: inout Watcher<Object>,
        _ error: ClientError? = nil
    ) async -> [Watcher<Object>.Action] {
        guard case .wait(let delay)? = actions.first, let error = error ?? watcher.lastError else {
            return actions
        }
        var state = await store.state
        state.error = error
        state.nextTry = Timestamp.now + delay
        await store.note(state)
        return actions
    }

    private func noteSuccess() async {
        await store.note(SourceState(lastSuccess: .now))
    }
}

/// What the reader of a watch lets those see who guard it.
private final class Pulse: Sendable {
    private let beats = Atomic<Int>(0)
    private let listEnded = Atomic<Bool>(false)

    var count: Int { beats.load(ordering: .relaxed) }
    var isListEnded: Bool { listEnded.load(ordering: .relaxed) }

    func beat() { beats.wrappingAdd(1, ordering: .relaxed) }
    func endList() { listEnded.store(true, ordering: .relaxed) }
}
