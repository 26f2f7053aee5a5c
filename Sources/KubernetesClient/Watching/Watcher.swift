import Documents
public import Kubernetes

/// What keeps a copy of the objects of a kind true, without doing any of it: told what happened,
/// it says what to do next.
///
/// It lists, watches from the version of the list, resumes a watch that ended at the last version
/// seen, lists afresh when the server no longer knows that version, and waits longer and longer
/// while nothing works.
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
        /// Wait about that long.
        case wait(Duration)
    }

    private enum Step: Sendable { case list, watch }

    /// How long to wait before a watch that brought nothing is opened again.
    private static var pauseAfterSilence: Duration { .milliseconds(100) }

    private var version = ""
    private var next = Step.list
    private var backoff: Backoff
    private var heardSomething = false
    private var hasExpired = false

    /// Makes a watcher that has not begun.
    public init(backoff: Backoff = Backoff()) { self.backoff = backoff }

    /// Takes in what happened and returns what to do.
    public mutating func receive(_ input: Input) -> [Action] {
        switch input {
        case .started: return relist()
        case .page(let page): return take(page)
        case .event(let event): return take(event)
        case .watchEnded:
            if heardSomething { return rewatch() }
            next = .watch
            return [.wait(Self.pauseAfterSilence)]
        case .failed(let error): return recover(from: error)
        case .waited: return next == .list ? relist() : rewatch()
        }
    }

    private mutating func relist() -> [Action] {
        next = .list
        return [.store(.restarted), .list(continuation: nil)]
    }

    private mutating func rewatch() -> [Action] {
        next = .watch
        heardSomething = false
        return [.watch(from: version)]
    }

    private mutating func take(_ page: ListPage<Object>) -> [Action] {
        let listed = Action.store(.listed(page.objects.map(Self.trimmed)))
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
            return [.store(.applied(object))]
        case .deleted(let json):
            guard let object = accept(json) else { return recover(from: Self.nameless) }
            return [.store(.deleted(object))]
        case .bookmark(let newVersion):
            if !newVersion.isEmpty { progress(to: newVersion) }
            return []
        case .failed(let status): return recover(from: .refused(status))
        }
    }

    private mutating func accept(_ json: JSON) -> Object? {
        let object = Self.trimmed(Object(json: json))
        guard !object.name.isEmpty, !object.metadata.resourceVersion.isEmpty else { return nil }
        progress(to: object.metadata.resourceVersion)
        return object
    }

    private mutating func progress(to newVersion: String) {
        version = newVersion
        heardSomething = true
        hasExpired = false
        backoff.reset()
    }

    private mutating func recover(from error: ClientError) -> [Action] {
        // The first time that a version has expired a fresh list helps at once; when it happens
        // again without any progress between, something is wrong.
        if error.isExpired, !hasExpired {
            hasExpired = true
            return relist()
        }
        switch error {
        case .unreachable: break
        case .refused(let status) where status.code == 429 || status.code >= 500: break
        default: next = .list
        }
        return [.wait(backoff.next())]
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
