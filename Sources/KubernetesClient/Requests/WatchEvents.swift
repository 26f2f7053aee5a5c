import Documents
import Failures
import Glibc
public import Kubernetes

/// The events of a watch as they arrive.
public struct WatchEvents: AsyncSequence, Sendable {
    /// One event.
    public typealias Element = WatchEvent

    private let kind: ResourceKind
    private let lines: Lines
    private let projection: Projection?

    init(kind: ResourceKind, _ lines: Lines, keeping projection: Projection?) {
        self.kind = kind
        self.lines = lines
        self.projection = projection.map(WatchEvent.line)
    }

    /// Starts at the first event.
    public func makeAsyncIterator() -> Iterator {
        Iterator(kind, lines.makeAsyncIterator(), keeping: projection)
    }

    /// What walks over the events.
    public struct Iterator: AsyncIteratorProtocol {
        private let reader: EventReader
        private var lines: Lines.Iterator
        /// What was read ahead, the next last.
        private var ahead: [EventReader.Reading] = []

        init(_ kind: ResourceKind, _ lines: Lines.Iterator, keeping projection: Projection?) {
            reader = EventReader(kind: kind, projection: projection)
            self.lines = lines
        }

        /// The next event, `nil` when the server ended the watch.
        ///
        /// - Throws: `ClientError.malformedReply` for a line that is no event, such as one that
        ///   was cut off.
        public mutating func next() async throws -> WatchEvent? {
            while true {
                if let reading = ahead.popLast() { return try reading.get() }
                guard let line = try await lines.next() else { return nil }
                let rest = lines.ready(atMost: EventReader.batch - 1)
                ahead = await reader.read([line] + rest).reversed()
            }
        }
    }
}

/// What makes events of lines: where many are there at once, as at the beginning of a watch of a big
/// cluster, on several cores.
private struct EventReader: Sendable {
    typealias Reading = Result<WatchEvent, ClientError>

    /// The most lines that are read at once.
    static let batch = 64
    /// Fewer lines than this are not worth a task of their own.
    private static let share = 8
    private static let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    let kind: ResourceKind
    let projection: Projection?

    /// What lines say, in their order; empty ones say nothing.
    func read(_ lines: [[UInt8]]) async -> [Reading] {
        let parts = min(EventReader.cores, lines.count / EventReader.share)
        guard parts > 1 else { return lines.compactMap(read) }
        return await withTaskGroup(of: (Int, [Reading]).self) { group in
            for part in 0..<parts {
                let range = (lines.count * part / parts)..<(lines.count * (part + 1) / parts)
                group.addTask { (part, lines[range].compactMap(read)) }
            }
            var readings = [[Reading]](repeating: [], count: parts)
            for await (part, some) in group { readings[part] = some }
            return readings.flatMap(\.self)
        }
    }

    private func read(_ line: [UInt8]) -> Reading? {
        if line.isEmpty { return nil }
        do {
            guard let projection else {
                return .success(try WatchEvent(line: line).completed(as: kind))
            }
            return .success(try WatchEvent(line: line, keeping: projection))
        } catch {
            let problem = error.failure.message
            return .failure(.malformedReply(to: "watch \(kind.plural)", problem: problem))
        }
    }
}

extension WatchEvent {
    fileprivate func completed(as kind: ResourceKind) -> WatchEvent {
        switch self {
        case .added(let json): .added(json.completed(as: kind))
        case .modified(let json): .modified(json.completed(as: kind))
        case .deleted(let json): .deleted(json.completed(as: kind))
        case .bookmark, .initialEventsEnded, .failed: self
        }
    }
}
