import Documents
import HTTP
import HTTPTypes
import Kubernetes

/// One watch, from its first event to its end.
actor WatchSession {
    private let call: Call
    private let answer: ObjectAnswer
    private let selection: Selection
    private let mailbox: WatchMailbox
    private let options: ListOptions
    private let clock: any Clock<Duration>
    private let elapsed: @Sendable () -> Duration
    private let end: Duration
    private var nextBookmark = WatchSession.bookmarkInterval
    private var initial: [StoredObject]?
    /// The newest version that the client knows of, and the one that was last sent.
    private var version: Int
    private var sentVersion: Int
    private var hasSentColumns = false
    private var isOver = false
    /// What looks after bookmarks and the end, one for all events between them.
    private var timer: Task<Void, Never>?

    /// As often as kube-apiserver sends them.
    private static let bookmarkInterval = Duration.seconds(60)
    /// How many objects are sent in one piece at the beginning.
    private static let pieceLength = 256

    init(
        call: Call,
        form: OutputForm,
        selection: Selection,
        mailbox: WatchMailbox,
        options: ListOptions,
        version: Int,
        initial: [StoredObject]?,
        clock: any Clock<Duration>
    ) {
        self.call = call
        self.selection = selection
        self.mailbox = mailbox
        self.options = options
        self.clock = clock
        self.version = version
        sentVersion = version
        self.initial = initial
        answer = ObjectAnswer(call, form)
        elapsed = WatchSession.stopwatch(clock)
        // Spread, as kube-apiserver does it, so that watches do not all end at once.
        end = options.timeout ?? .seconds(Int.random(in: 1800..<3600))
    }

    deinit { timer?.cancel() }

    /// The answer to a watch that cannot begin: one event that says why.
    static func failed(_ status: APIStatus) -> Response {
        let event: JSON = ["type": "ERROR", "object": status.json]
        return Response(.ok, type: "application/json", body: .bytes(event.bytes() + [0x0A]))
    }

    /// The next piece of the answer, whole lines; `nil` at the end.
    func next() async throws -> [UInt8]? {
        while !isOver {
            if let piece = initialPiece(), !piece.isEmpty { return piece }
            guard let events = mailbox.take() else { return nil }
            var output: [UInt8] = []
            for event in events { append(event, to: &output) }
            if !output.isEmpty { return output }
            let now = elapsed()
            if now >= end {
                isOver = true
                return options.wantsBookmarks && version > sentVersion ? bookmark() : nil
            }
            if now >= nextBookmark {
                nextBookmark = now + WatchSession.bookmarkInterval
                if options.wantsBookmarks { return bookmark() }
            }
            try await wait(atMost: min(end, nextBookmark) - now)
        }
        return nil
    }

    private func wait(atMost duration: Duration) async throws {
        if mailbox.wasRung() || timer == nil {
            timer?.cancel()
            timer = Task { [mailbox, clock] in
                try? await clock.sleep(for: duration)
                if !Task.isCancelled { mailbox.ring() }
            }
        }
        await mailbox.wait()
        try Task.checkCancellation()
    }

    private func initialPiece() -> [UInt8]? {
        guard let objects = initial else { return nil }
        var output: [UInt8] = []
        for object in objects.prefix(WatchSession.pieceLength) {
            append("ADDED", object, to: &output)
        }
        let rest = Array(objects.dropFirst(WatchSession.pieceLength))
        initial = rest.isEmpty ? nil : rest
        if rest.isEmpty, options.wantsInitialEvents, options.wantsBookmarks {
            output += bookmark(["k8s.io/initial-events-end": "true"])
        }
        return output
    }

    private func append(_ event: StoreEvent, to output: inout [UInt8]) {
        version = event.version
        if let namespace = call.namespace, event.object.id.key.namespace != namespace { return }
        let isMatch = !event.isDeletion && selection.matches(event.object)
        let wasMatch = event.previous.map(selection.matches)
        switch (wasMatch, isMatch) {
        case (true?, true): append("MODIFIED", event.object, to: &output)
        // The state before is not known for the first writes after a restart of the server: then
        // the client is told what cannot be wrong for it.
        case (false?, true), (nil, true): append("ADDED", event.object, to: &output)
        case (true?, false):
            let last = event.isDeletion ? event.object : event.previous?.deleted(at: event.version)
            append("DELETED", last ?? event.object, to: &output)
        case (nil, false) where event.isDeletion && selection.matches(event.object):
            append("DELETED", event.object, to: &output)
        default: break
        }
    }

    private func append(_ type: String, _ object: StoredObject, to output: inout [UInt8]) {
        output += "{\"type\":\"\(type)\",\"object\":".utf8
        if answer.isPlain {
            answer.append(object, to: &output)
        } else {
            output += answer.json(object.json, columns: !hasSentColumns).bytes()
            hasSentColumns = true
        }
        output += "}\n".utf8
        sentVersion = max(sentVersion, object.version)
    }

    private func bookmark(_ annotations: JSON? = nil) -> [UInt8] {
        sentVersion = version
        var metadata: JSON = [:]
        if let annotations { metadata["annotations"] = annotations }
        metadata["resourceVersion"] = .string(String(version))
        let object: JSON = [
            "apiVersion": .string(call.resource.apiVersion),
            "kind": .string(call.resource.kind), "metadata": metadata,
        ]
        let event: JSON = [
            "type": "BOOKMARK",
            "object": answer.isPlain ? object : answer.json(object, columns: !hasSentColumns),
        ]
        return event.bytes() + [0x0A]
    }

    private static func stopwatch<C: Clock>(
        _ clock: C
    ) -> @Sendable () -> Duration where C.Duration == Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}
