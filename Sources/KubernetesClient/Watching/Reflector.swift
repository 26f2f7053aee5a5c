import Failures
import HTTP
public import Kubernetes

/// What keeps a store equal to the objects of an API server, for as long as it runs.
public struct Reflector<Object: KubernetesObject>: Sendable {
    private let client: APIClient
    private let kind: ResourceKind
    private let query: ListQuery
    private let store: ObjectStore<Object>
    private let clock: any Clock<Duration>
    private let watchLimit: Duration

    /// Makes a reflector.
    ///
    /// - Parameters:
    ///   - client: The API server's client.
    ///   - kind: The kind of the objects, for a store of objects of any kind.
    ///   - query: Which objects the store shall have.
    ///   - store: The store, which has no other writer.
    ///   - clock: What waiting is measured by.
    ///   - watchLimit: How long one watch is kept open; a watch that is silent for longer is taken
    ///     for dead.
    public init(
        _ client: APIClient,
        kind: ResourceKind = Object.resource,
        _ query: ListQuery = ListQuery(),
        into store: ObjectStore<Object>,
        clock: any Clock<Duration> = ContinuousClock(),
        watchLimit: Duration = .seconds(300)
    ) {
        self.client = client
        self.kind = kind
        self.query = query
        self.store = store
        self.clock = clock
        self.watchLimit = watchLimit
    }

    /// Runs until the task is cancelled.
    ///
    /// Nothing ends it before: what goes wrong is told to the store and tried again.
    public func run() async {
        var watcher = Watcher<Object>()
        var actions = watcher.receive(.started)[...]
        while !Task.isCancelled, let action = actions.popFirst() {
            switch action {
            case .store(let event): await store.apply(event)
            case .list(let continuation):
                actions += await list(continuation, &watcher)
            case .watch(let version):
                actions += await watch(from: version, &watcher)
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
            let page = try await client.page(of: kind, query, continuation: continuation)
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

    private func watch(
        from version: String,
        _ watcher: inout Watcher<Object>
    ) async -> [Watcher<Object>.Action] {
        do {
            let events = try await client.watch(
                kind,
                query,
                from: version,
                for: watchLimit
            )
            await noteSuccess()
            return try await withThrowingTaskGroup(of: Void.self) { group in
                let (relay, continuation) = AsyncThrowingStream<WatchEvent, any Error>.makeStream()
                group.addTask {
                    do {
                        for try await event in events { continuation.yield(event) }
                        continuation.finish()
                    } catch {
                        continuation.finish(throwing: error)
                    }
                }
                group.addTask {
                    // The server ends a watch by itself at its limit; one that is still open some
                    // time later has lost its connection.
                    try? await clock.sleep(for: watchLimit + .seconds(15))
                    let silence = HTTPError.timedOut(url: client.endpoint.server)
                    continuation.finish(throwing: ClientError.unreachable(silence))
                }
                defer { group.cancelAll() }
                do {
                    for try await event in relay {
                        let actions = watcher.receive(.event(event))
                        if let onward = await apply(actions) {
                            return onward
                        }
                    }
                } catch ClientError.unreachable(.timedOut(let url)) {
                    throw ClientError.unreachable(.timedOut(url: url))
                } catch {
                    // A watch that is cut was open until now, however quiet it was: the data are
                    // of this moment, not of the last event.
                    await noteSuccess()
                    throw error
                }
                await noteSuccess()
                return watcher.receive(.watchEnded)
            }
        } catch {
            return await fail(error, &watcher)
        }
    }

    /// Hands events to the store; returns what else is to be done, `nil` when the watch goes on.
    private func apply(_ actions: [Watcher<Object>.Action]) async -> [Watcher<Object>.Action]? {
        var onward: [Watcher<Object>.Action] = []
        for action in actions {
            if case .store(let event) = action {
                await store.apply(event)
            } else {
                onward.append(action)
            }
        }
        return onward.isEmpty ? nil : onward
    }

    private func fail(
        _ error: any Error,
        _ watcher: inout Watcher<Object>
    ) async -> [Watcher<Object>.Action] {
        if Task.isCancelled { return [] }
        let unexpected = HTTPError.interrupted(url: client.endpoint.server, reason: "\(error)")
        let error = error as? ClientError ?? .unreachable(unexpected)
        let actions = watcher.receive(.failed(error))
        guard case .wait(let delay)? = actions.first else { return actions }
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
