import Documents
import Failures
public import Kubernetes

/// The events of a watch as they arrive.
public struct WatchEvents: AsyncSequence, Sendable {
    /// One event.
    public typealias Element = WatchEvent

    private let kind: ResourceKind
    private let lines: Lines

    init(kind: ResourceKind, _ lines: Lines) {
        self.kind = kind
        self.lines = lines
    }

    /// Starts at the first event.
    public func makeAsyncIterator() -> Iterator { Iterator(kind, lines.makeAsyncIterator()) }

    /// What walks over the events.
    public struct Iterator: AsyncIteratorProtocol {
        private let kind: ResourceKind
        private var lines: Lines.Iterator

        init(_ kind: ResourceKind, _ lines: Lines.Iterator) {
            self.kind = kind
            self.lines = lines
        }

        /// The next event, `nil` when the server ended the watch.
        ///
        /// - Throws: `ClientError.malformedReply` for a line that is no event, such as one that
        ///   was cut off.
        public mutating func next() async throws -> WatchEvent? {
            while let line = try await lines.next() {
                if line.isEmpty { continue }
                do {
                    return try WatchEvent(line: line).completed(as: kind)
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
        case .bookmark, .failed: self
        }
    }
}
