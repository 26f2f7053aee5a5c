public import Kubernetes

/// The newest truth about the objects of one kind.
///
/// It has one writer, its reflector. Readers get whole snapshots or single changes, never half a
/// list.
public actor ObjectStore<Object: KubernetesObject> {
    /// The objects by name.
    public private(set) var objects: [ObjectKey: Object] = [:]
    /// Whether a list has come in whole, so that what is not here does not exist.
    public private(set) var isFilled = false
    /// How well the source answers.
    public private(set) var state = SourceState()

    private var aside: [ObjectKey: Object] = [:]
    private var index: [String: Set<ObjectKey>] = [:]
    private let indexing: (@Sendable (Object) -> [String])?
    private var readers: [Int: AsyncStream<Void>.Continuation] = [:]
    private var followers: [Int: AsyncStream<StoreChange<Object>>.Continuation] = [:]
    private var listeners: [Int: AsyncStream<StoreNews<Object>>.Continuation] = [:]
    private var streams = 0

    /// Makes an empty store.
    ///
    /// - Parameter indexing: The words under which `objects(indexedBy:)` finds an object; `nil` when
    ///   nobody asks.
    public init(indexing: (@Sendable (Object) -> [String])? = nil) { self.indexing = indexing }

    /// The object of a name; `nil` when there is none.
    public func object(_ key: ObjectKey) -> Object? { objects[key] }

    /// The objects that the store's index has under a word, in no order.
    public func objects(indexedBy word: String) -> [Object] {
        (index[word] ?? []).compactMap { objects[$0] }
    }

    /// Takes in what the watcher made of lists and watches.
    public func apply(_ event: StoreEvent<Object>) {
        switch event {
        case .restarted: aside = [:]
        case .listed(let page): for object in page { aside[object.key] = object }
        case .listEnded:
            swapIn()
            signal()
        case .applied(let object):
            set(object, at: object.key)
            signal()
        case .deleted(let object):
            set(nil, at: object.key)
            signal()
        }
    }

    /// Takes in how well the source answers.
    public func note(_ state: SourceState) {
        let wasCurrent = self.state.isCurrent
        self.state = state
        // Only what a reader would see is worth waking it for, not each later moment of success.
        guard !wasCurrent || !state.isCurrent else { return }
        signal()
        for listener in listeners.values { listener.yield(.noted(state)) }
    }

    /// All objects now and after each change, the newest only: a reader that is slow misses
    /// snapshots but never the last one.
    public func snapshots() -> StoreSnapshots<Object> {
        StoreSnapshots(store: self, signals: signals())
    }

    /// Every change, beginning with the objects that are here now as new ones.
    public func changes() -> AsyncStream<StoreChange<Object>> {
        let (stream, continuation) = AsyncStream<StoreChange<Object>>.makeStream()
        streams += 1
        let id = streams
        followers[id] = continuation
        continuation.onTermination = { [weak self] _ in Task { await self?.forget(id) } }
        for object in objects.values { continuation.yield(StoreChange(new: object)) }
        return stream
    }

    /// Everything that happens to the store, in order, beginning with what is here now.
    public func news() -> AsyncStream<StoreNews<Object>> {
        let (stream, continuation) = AsyncStream<StoreNews<Object>>.makeStream()
        streams += 1
        let id = streams
        listeners[id] = continuation
        continuation.onTermination = { [weak self] _ in Task { await self?.forget(id) } }
        for object in objects.values { continuation.yield(.changed(StoreChange(new: object))) }
        if isFilled { continuation.yield(.filled) }
        continuation.yield(.noted(state))
        return stream
    }

    /// Waits until a list has come in whole; returns early when the task is cancelled.
    public func filled() async {
        if isFilled { return }
        for await _ in signals() where isFilled { return }
    }

    private func signals() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(
            bufferingPolicy: .bufferingNewest(1)
        )
        streams += 1
        let id = streams
        readers[id] = continuation
        continuation.onTermination = { [weak self] _ in Task { await self?.forget(id) } }
        continuation.yield()
        return stream
    }

    private func signal() { for reader in readers.values { reader.yield() } }

    private func forget(_ id: Int) {
        readers[id] = nil
        followers[id] = nil
        listeners[id] = nil
    }

    private func swapIn() {
        let listed = aside
        aside = [:]
        isFilled = true
        for key in objects.keys where listed[key] == nil { set(nil, at: key) }
        for (key, object) in listed where objects[key] != object { set(object, at: key) }
        for listener in listeners.values { listener.yield(.filled) }
    }

    private func set(_ object: Object?, at key: ObjectKey) {
        let old = objects[key]
        guard old != nil || object != nil else { return }
        objects[key] = object
        if let indexing {
            for word in old.map(indexing) ?? [] { index[word]?.remove(key) }
            for word in old.map(indexing) ?? [] where index[word]?.isEmpty ?? false {
                index[word] = nil
            }
            for word in object.map(indexing) ?? [] { index[word, default: []].insert(key) }
        }
        let change = StoreChange(old: old, new: object)
        for follower in followers.values { follower.yield(change) }
        for listener in listeners.values { listener.yield(.changed(change)) }
    }
}

/// The contents of a store, now and after each change, the newest only.
public struct StoreSnapshots<Object: KubernetesObject>: AsyncSequence, Sendable {
    /// All objects by name.
    public typealias Element = [ObjectKey: Object]

    let store: ObjectStore<Object>
    let signals: AsyncStream<Void>

    /// Starts with the contents now.
    public func makeAsyncIterator() -> Iterator {
        Iterator(store: store, signals: signals.makeAsyncIterator())
    }

    /// What walks over the snapshots.
    public struct Iterator: AsyncIteratorProtocol {
        let store: ObjectStore<Object>
        var signals: AsyncStream<Void>.Iterator

        /// The next snapshot; `nil` when the task is cancelled.
        public mutating func next() async -> [ObjectKey: Object]? {
            guard await signals.next(isolation: #isolation) != nil else { return nil }
            return await store.objects
        }
    }
}
