import Failures
import HTTP
import HTTPTypes
import Logging
import Serving
import Synchronization
import Telemetry

/// Sends payloads as CloudEvents (binary mode, version 1.0) to where they are collected.
///
/// Never on a request's path: an event is put into a queue with an end, and what does not fit is
/// dropped and counted in `radiant_payload_log_dropped_total`. Names, types and extensions are those
/// of Seldon's executor.
final class PayloadLog: Sendable {
    /// Events dropped, by reason: `full`, `failed` or `nowhere`.
    static let dropped = "radiant_payload_log_dropped_total"

    private let settings: PayloadLogSettings
    private let identity: Identity
    private let transport: any HTTPTransport
    private let counters: Family<Counter>
    private let logger: Logger
    private let events: AsyncStream<PayloadEvent>
    private let queue: AsyncStream<PayloadEvent>.Continuation
    private let waitingBytes = Mutex(0)

    /// What waits is bounded in bytes too: ten thousand checks with their images are gigabytes.
    private static let byteLimit = 64 << 20

    /// The names that events bear.
    struct Identity: Sendable {
        var deployment: String
        var namespace: String
        var predictor: String
        var source: String
    }

    init(
        _ settings: PayloadLogSettings,
        identity: Identity,
        transport: any HTTPTransport,
        registry: MetricsRegistry,
        logger: Logger
    ) throws(TelemetryError) {
        self.settings = settings
        self.identity = identity
        self.transport = transport
        self.logger = logger
        counters = try registry.counters(
            Self.dropped,
            help: "Payloads that were to be logged and were not."
        )
        (events, queue) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(settings.queueLimit)
        )
    }

    /// Puts an event into the queue, or drops it; returns at once.
    func log(_ event: PayloadEvent) {
        let size = event.message.bytes.count
        let fits = waitingBytes.withLock { waiting in
            guard waiting + size <= Self.byteLimit else { return false }
            waiting += size
            return true
        }
        guard fits else { return drop("full") }
        if case .enqueued = queue.yield(event) { return }
        waitingBytes.withLock { $0 -= size }
        drop("full")
    }

    /// Sends events, some at a time, until the task is cancelled; what then waits is lost.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await event in events {
                if running >= settings.workers {
                    await group.next()
                    running -= 1
                }
                running += 1
                group.addTask {
                    await self.send(event)
                    self.waitingBytes.withLock { $0 -= event.message.bytes.count }
                }
            }
        }
    }

    private func send(_ event: PayloadEvent) async {
        guard let url = event.url ?? settings.endpoint, let request = request(event, url) else {
            return drop("nowhere")
        }
        do {
            let options = RequestOptions(
                delivery: .collected(upTo: 1 << 20),
                timeout: .seconds(60)
            )
            let response = try await transport.send(request, options)
            guard response.status >= 300 else { return }
            logger.warning("the payload log at \(url) answered \(response.status)")
        } catch {
            logger.warning("a payload was not logged: \(Failure(describing: error).message)")
        }
        drop("failed")
    }

    private func request(_ event: PayloadEvent, _ url: String) -> Request? {
        guard var request = try? Request(.post, url: url) else { return nil }
        var fields = FieldLines()
        for (name, value) in [
            ("Ce-Id", Puid.make()), ("Ce-Specversion", "1.0"), ("Ce-Type", event.kind.rawValue),
            ("Ce-Source", identity.source), ("Ce-Requestid", event.puid),
            ("Ce-Modelid", event.node), ("Ce-Inferenceservicename", identity.deployment),
            ("Ce-Namespace", identity.namespace), ("Ce-Endpoint", identity.predictor),
            ("Ce-Protocol", "seldon"),
        ] {
            if let name = HTTPField.Name(name) { fields.append(name, value) }
        }
        fields.append(.contentType, event.message.contentType ?? "application/json")
        if let encoding = event.message.contentEncoding {
            fields.append(.contentEncoding, encoding)
        }
        request.fields = fields
        request.body = .bytes(event.message.bytes)
        return request
    }

    private func drop(_ reason: String) { counters(["reason": reason]).add() }
}

/// How payloads are logged.
public struct PayloadLogSettings: Sendable, Hashable {
    /// Where events go whose node says no URL (`REQUEST_LOGGER_DEFAULT_ENDPOINT`); `nil` drops them.
    public var endpoint: String?
    /// How many events may wait (`--log_work_buffer_size`).
    public var queueLimit: Int
    /// How many events are sent at a time (`--logger_workers`).
    public var workers: Int

    /// Makes settings, with the executor's defaults.
    public init(endpoint: String? = nil, queueLimit: Int = 10_000, workers: Int = 10) {
        self.endpoint = endpoint
        self.queueLimit = queueLimit
        self.workers = workers
    }
}
