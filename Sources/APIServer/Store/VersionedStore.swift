import Documents
import Kubernetes

/// The objects of the cluster: one counter of versions, the newest state of each object, and the
/// last writes, from which watches are served.
///
/// Writers are let in one after the other, and those that wait are written to the disk together; a
/// writer returns when its change is on the disk. Readers see only what is there.
public actor VersionedStore {
    private let file: StoreFile
    private var collections: [String: StoredCollection] = [:]
    private var history: StoreHistory
    private var counter: Int
    private var waiting: [Waiter] = []
    private var isWriting = false
    private var subscribers: [Subscriber] = []
    private var begun: [BegunList] = []

    /// A list of which pages are still to come.
    private struct BegunList {
        var collection: String
        var version: Int
        var objects: StoredCollection
        var usedAt: ContinuousClock.Instant
    }

    /// How many lists are kept as they were when they began.
    private static let begunLimit = 16
    /// How long nobody may ask for the next page, as long as etcd of a cluster keeps old states.
    private static let begunLifetime = Duration.seconds(300)

    /// Opens a store.
    ///
    /// - Parameter path: The file, which is made when it is missing; `nil` keeps everything in memory.
    /// - Throws: `StoreError`.
    public init(path: String?) throws(StoreError) {
        file = try StoreFile(path: path)
        let content = try file.content()
        counter = content.version
        for object in content.objects.sorted(by: { $0.id.key < $1.id.key }) {
            collections[object.id.collection, default: StoredCollection()].put(object)
        }
        history = StoreHistory(content.log, startingAt: content.version)
    }

    // MARK: Reading

    /// The version of the last write.
    var version: Int { counter }

    /// The newest state of an object.
    func object(_ id: ObjectID) -> StoredObject? { collections[id.collection]?[id.key] }

    /// The objects of a kind as they are at one moment, which is `version`.
    func snapshot(_ kind: ResourceKind) -> (collection: StoredCollection, version: Int) {
        (collections[kind.qualifiedName] ?? StoredCollection(), counter)
    }

    /// Keeps the objects of a kind as they are at a version, for the next pages of a list.
    func keep(
        _ objects: StoredCollection,
        of kind: ResourceKind,
        at version: Int,
        now: ContinuousClock.Instant = .now
    ) {
        let name = kind.qualifiedName
        forgetLists(before: now)
        begun.removeAll { $0.collection == name && $0.version == version }
        begun.append(
            BegunList(collection: name, version: version, objects: objects, usedAt: now)
        )
        if begun.count > VersionedStore.begunLimit { begun.removeFirst() }
    }

    /// The objects of a kind as they were at a version at which a list began; `nil` when that is
    /// too long ago.
    func kept(
        _ kind: ResourceKind,
        at version: Int,
        now: ContinuousClock.Instant = .now
    ) -> StoredCollection? {
        forgetLists(before: now)
        return begun.first { $0.collection == kind.qualifiedName && $0.version == version }?.objects
    }

    private func forgetLists(before now: ContinuousClock.Instant) {
        begun.removeAll { now - $0.usedAt > VersionedStore.begunLifetime }
    }

    /// Whether all writes after a version are known.
    func knows(since version: Int) -> Bool { version >= history.start }

    /// The newest state of several kinds at one moment.
    func transaction() -> StoreTransaction { StoreTransaction(on: collections, counter: counter) }

    // MARK: Watching

    /// Begins to fill a mailbox with the writes to a kind after a version.
    ///
    /// - Returns: The oldest version from which writes are known, when `version` is before it.
    func subscribe(_ mailbox: WatchMailbox, to kind: ResourceKind, after version: Int) -> Int? {
        guard version >= history.start else { return history.start }
        for event in history.events(of: kind.qualifiedName, after: version) { mailbox.put(event) }
        add(mailbox, kind)
        return nil
    }

    /// Begins to fill a mailbox with the writes to a kind from now on.
    ///
    /// - Returns: The objects as they are now, and the version of that moment.
    func subscribe(
        _ mailbox: WatchMailbox,
        to kind: ResourceKind
    ) -> (collection: StoredCollection, version: Int) {
        add(mailbox, kind)
        return snapshot(kind)
    }

    private func add(_ mailbox: WatchMailbox, _ kind: ResourceKind) {
        subscribers.removeAll { $0.mailbox == nil }
        subscribers.append(Subscriber(mailbox: mailbox, collection: kind.qualifiedName))
    }

    private struct Subscriber {
        weak var mailbox: WatchMailbox?
        var collection: String
    }

    // MARK: Writing

    /// What a writer does: it looks at the newest objects, changes them or throws.
    typealias Change = @Sendable (inout StoreTransaction) throws(APIStatus) -> WriteOutcome

    private struct Waiter {
        let change: Change
        let continuation: CheckedContinuation<Turn, Never>
    }

    private enum Turn: Sendable {
        case done(Result<WriteOutcome, APIStatus>)
        case yours
    }

    /// Lets a writer change objects, all of its changes or none.
    func write(_ change: @escaping Change) async throws(APIStatus) -> WriteOutcome {
        if isWriting {
            let turn = await withCheckedContinuation { continuation in
                waiting.append(Waiter(change: change, continuation: continuation))
            }
            if case .done(let result) = turn { return try result.get() }
        }
        isWriting = true
        // Those who came while the last group was on its way to the disk are this group.
        let group = waiting
        waiting = []
        let results = await commit([change] + group.map(\.change))
        for (waiter, result) in zip(group, results.dropFirst()) {
            waiter.continuation.resume(returning: .done(result))
        }
        if waiting.isEmpty {
            isWriting = false
        } else {
            waiting.removeFirst().continuation.resume(returning: .yours)
        }
        return try results[0].get()
    }

    private func commit(_ changes: [Change]) async -> [Result<WriteOutcome, APIStatus>] {
        var transaction = StoreTransaction(on: collections, counter: counter)
        var results: [Result<WriteOutcome, APIStatus>] = []
        for change in changes {
            var attempt = transaction
            do throws(APIStatus) {
                results.append(.success(try change(&attempt)))
                transaction = attempt
            } catch {
                results.append(.failure(error))
            }
        }
        let events = transaction.events
        transaction = StoreTransaction(on: [:], counter: 0)
        do {
            // The group is written in the task of its first writer, but for all of them: when that
            // one gives up, the others' changes must reach the disk all the same.
            let file = file
            try await Task { try await file.append(events) }.value
        } catch {
            let status = APIStatus.internalError("the store cannot be written: \(error)")
            return results.map { $0.flatMap { _ in .failure(status) } }
        }
        for event in events { publish(event) }
        return results
    }

    private func publish(_ event: StoreEvent) {
        let id = event.object.id
        counter = event.version
        if event.isDeletion {
            collections[id.collection]?.remove(id.key)
        } else {
            collections[id.collection, default: StoredCollection()].put(event.object)
        }
        history.append(event)
        for subscriber in subscribers where subscriber.collection == id.collection {
            subscriber.mailbox?.put(event)
        }
    }
}

/// What a writer came to.
struct WriteOutcome: Sendable {
    /// The object as it is now, or the `Status` to answer.
    var body: WrittenBody
    /// Whether the object is new.
    var isCreated = false
    /// What the client should know, though it was done.
    var warnings: [String] = []

    init(_ body: WrittenBody, isCreated: Bool = false, warnings: [String] = []) {
        self.body = body
        self.isCreated = isCreated
        self.warnings = warnings
    }

    /// A document that is in no store.
    init(body: JSON) { self.init(.document(body)) }
}

/// What is answered to a write.
enum WrittenBody: Sendable {
    /// An object in the state that it has in the store, whose text is at hand.
    case stored(StoredObject)
    /// Anything else.
    case document(JSON)

    /// The answer as a document.
    var json: JSON {
        switch self {
        case .stored(let object): object.json
        case .document(let json): json
        }
    }
}
