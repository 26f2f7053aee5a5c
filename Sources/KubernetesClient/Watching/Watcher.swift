import Documents
public import Kubernetes

/// What keeps a copy of the objects of a kind true, without doing any of it: told what happened,
/// it says what to do next.
///
/// It lists, watches from the version of the list, resumes a watch that ended at the last version
/// seen, lists afresh when the server no longer knows that version, and waits longer and longer
/// while nothing works. Where the server can, the list comes as the beginning of the watch; where it
/// cannot, or does not come to an end with it in time, page by page.
public struct Watcher<Object: KubernetesObject>: Sendable {
    /// What happened.
    public enum Input: Sendable {
        /// It shall begin.
        case started
        /// A page of the list came.
        case page(ListPage<Object>)
        /// The watch brought an event.
        case event(WatchEvent)
        /// The watch came to an end, as watches do.
        case watchEnded
        /// The watch brought nothing for longer than servers keep silent, and was closed.
        case watchWasSilent
        /// The initial events of a watch did not come to an end in time.
        case initialEventsAreLate
        /// What was to be done could not be done.
        case failed(ClientError)
        /// The wait is over.
        case waited
    }

    /// What to do, in order.
    public enum Action: Sendable, Equatable {
        /// Hand an event to the store.
        case store(StoreEvent<Object>)
        /// Ask for a page of the list; `nil` for the first.
        case list(continuation: String?)
        /// Watch for changes after a version.
        case watch(from: String)
        /// Watch, beginning with all objects that there are.
        case watchWithInitialEvents
        /// Wait about that long.
        case wait(Duration)
    }

    private enum Step: Sendable { case list, watch }

    /// How long to wait before a watch that brought nothing is opened again.
    private static var pauseAfterSilence: Duration { .milliseconds(100) }

    /// How often a watch may fail to open before a fresh list is tried instead.
    private static var patience: Int { 5 }
    /// The longest that a server is left alone because it asked for that.
    private static var longestRequestedWait: Duration { .seconds(60) }

    private var version = ""
    private var next = Step.list
    private var backoff: Backoff
    private var heardSomething = false
    private var hasExpired = false
    private var failedWatches = 0
    private var asksForInitialEvents: Bool
    private var awaitsInitialEvents = false

    /// Makes a watcher that has not begun.
    ///
    /// - Parameters:
    ///   - backoff: How the waits after failures grow.
    ///   - asksForInitialEvents: Whether the list is tried as the beginning of the watch first.
    public init(backoff: Backoff = Backoff(), asksForInitialEvents: Bool = false) {
        self.backoff = backoff
        self.asksForInitialEvents = asksForInitialEvents
    }

    /// Why the wait that is asked for is needed; `nil` when nothing is wrong.
    private(set) var lastError: ClientError?

    /// Whether the list is coming in as the beginning of the watch.
    var isListingByWatch: Bool { awaitsInitialEvents }

    /// Takes in what happened and returns what to do.
    public mutating func receive(_ input: Input) -> [Action] {
        lastError = nil
        switch input {
        case .started: return relist()
        case .page(let page): return take(page)
        case .event(let event): return take(event)
        case .watchEnded:
            if awaitsInitialEvents { return recover(from: Self.unfinished) }
            if heardSomething { return rewatch() }
            next = .watch
            return [.wait(Self.pauseAfterSilence)]
        case .watchWasSilent:
            // Servers send a bookmark a minute. One that sends none may wait for a version that it
            // will not reach for long, since it was put back to an older state: only a list tells.
            return awaitsInitialEvents ? giveUpInitialEvents() : relist()
        case .initialEventsAreLate: return awaitsInitialEvents ? giveUpInitialEvents() : []
        case .failed(let error): return recover(from: error)
        case .waited: return next == .list ? relist() : rewatch()
        }
    }

    private mutating func relist() -> [Action] {
        next = .list
        failedWatches = 0
        awaitsInitialEvents = asksForInitialEvents
        return [
            .store(.restarted),
            asksForInitialEvents ? .watchWithInitialEvents : .list(continuation: nil),
        ]
    }

    private mutating func giveUpInitialEvents() -> [Action] {
        asksForInitialEvents = false
        return relist()
    }

    private mutating func rewatch() -> [Action] {
        next = .watch
        heardSomething = false
        awaitsInitialEvents = false
        return [.watch(from: version)]
    }

    private mutating func take(_ page: ListPage<Object>) -> [Action] {
        let objects = page.objects.map(Self.trimmed)
        // An object without a name cannot be told from others; a list that has one is no list.
        guard objects.allSatisfy({ !$0.name.isEmpty }) else { return recover(from: Self.nameless) }
        let listed = Action.store(.listed(objects))
        if let continuation = page.continuation {
            return [listed, .list(continuation: continuation)]
        }
        version = page.resourceVersion
        if !hasExpired { backoff.reset() }
        return [listed, .store(.listEnded)] + rewatch()
    }

    private mutating func take(_ event: WatchEvent) -> [Action] {
        switch event {
        case .added(let json), .modified(let json):
            guard let object = accept(json) else { return recover(from: Self.nameless) }
            return [.store(awaitsInitialEvents ? .listed([object]) : .applied(object))]
        case .deleted(let json):
            guard let object = accept(json) else { return recover(from: Self.nameless) }
            // A list has no deletions; a server that sends one does not mean what we asked for.
            return awaitsInitialEvents ? giveUpInitialEvents() : [.store(.deleted(object))]
        case .bookmark(let newVersion):
            if !newVersion.isEmpty { progress(to: newVersion) }
            return []
        case .initialEventsEnded(let newVersion):
            if !newVersion.isEmpty { progress(to: newVersion) }
            guard awaitsInitialEvents else { return [] }
            awaitsInitialEvents = false
            next = .watch
            return [.store(.listEnded)]
        case .failed(let status): return recover(from: .refused(status))
        }
    }

    private mutating func accept(_ json: JSON) -> Object? {
        let object = Self.trimmed(Object(json: json))
        guard !object.name.isEmpty, !object.metadata.resourceVersion.isEmpty else { return nil }
        // The objects of a list come in any order: none of their versions is where it stands.
        if awaitsInitialEvents {
            heardSomething = true
        } else {
            progress(to: object.metadata.resourceVersion)
        }
        return object
    }

    private mutating func progress(to newVersion: String) {
        version = newVersion
        heardSomething = true
        hasExpired = false
        failedWatches = 0
        backoff.reset()
    }

    private mutating func recover(from error: ClientError) -> [Action] {
        lastError = error
        if awaitsInitialEvents {
            next = .list
            // Servers that do not know initial events say so in several ways, all of them refusals;
            // whatever else is wrong will be seen by the plain way as well.
            let code = error.status?.code ?? 0
            if code == 400 || code == 422 || code == 405 || code == 501 {
                return giveUpInitialEvents()
            }
        }
        // The first time that a version has expired a fresh list helps at once; when it happens
        // again without any progress between, something is wrong.
        if error.isExpired, !hasExpired {
            hasExpired = true
            return relist()
        }
        switch error {
        case .unreachable: break
        case .refused(let status) where status.isVersionTooLarge: next = .list
        case .refused(let status) where status.code == 429 || status.code >= 500:
            failedWatches += 1
            if failedWatches >= Self.patience { next = .list }
        default: next = .list
        }
        let asked = min(error.status?.retryAfter ?? .zero, Self.longestRequestedWait)
        return [.wait(max(backoff.next(), asked))]
    }

    private static var unfinished: ClientError {
        .malformedReply(to: "watch \(Object.resource.plural)", problem: "it ended amid its list")
    }

    private static var nameless: ClientError {
        .malformedReply(
            to: "watch \(Object.resource.plural)",
            problem: "an object has no name or no version"
        )
    }

    /// The object without what nobody here reads and what makes up a third of its size.
    private static func trimmed(_ object: Object) -> Object {
        var object = object
        if object.json["metadata"]?["managedFields"] != nil {
            object.json["metadata"]?["managedFields"] = nil
        }
        return object
    }
}

extension APIStatus {
    /// Whether the server has never seen the version that was asked for: it was put back to an older
    /// state, or is another one by the same address.
    fileprivate var isVersionTooLarge: Bool {
        causes.contains { $0.reason == "ResourceVersionTooLarge" }
    }
}
