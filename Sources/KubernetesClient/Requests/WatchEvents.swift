import Documents
import Failures
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
        private let kind: ResourceKind
        private var lines: Lines.Iterator
        private let projection: Projection?

        init(_ kind: ResourceKind, _ lines: Lines.Iterator, keeping projection: Projection?) {
            self.kind = kind
            self.lines = lines
            self.projection = projection
        }

        /// The next event, `nil` when the server ended the watch.
        ///
        /// - Throws: `ClientError.malformedReply` for a line that is no event, such as one that
        ///   was cut off.
        public mutating func next() async throws -> WatchEvent? {
            while let line = try await lines.next() {
                if line.isEmpty { continue }
                do {
                    guard let projection else {
                        return try WatchEvent(line: line).completed(as: kind)
                    }
                    return try WatchEvent(line: line, keeping: projection)
                } catch {
                    let problem = error.failure.message
                    throw ClientError.malformedReply(to: "watch \(kind.plural)", problem: problem)
                }
            }
            return nil
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
