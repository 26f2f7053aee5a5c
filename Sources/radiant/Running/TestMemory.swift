import Dashboard
import Operations
import Synchronization

/// What tests have sent and got, as far as it is needed again: in memory only.
final class TestMemory: Sendable {
    private static let capacity = 50

    private struct Kept {
        var bundled: (input: PredictionInput, bytes: [UInt8])?
        var bodies: [(request: TestRequest, body: [UInt8])] = []
        var pictureCount = 0
    }

    private let kept = Mutex(Kept())

    /// The check that comes with the program, drawn once.
    func bundledCheck() async throws -> (input: PredictionInput, bytes: [UInt8]) {
        if let known = kept.withLock({ $0.bundled }) { return known }
        let check = try await CheckReaderTool.bundledCheck()
        let found = (check.input, check.bytes)
        kept.withLock { $0.bundled = found }
        return found
    }

    /// Keeps the answer to a request.
    func keep(_ body: [UInt8], for request: TestRequest) {
        kept.withLock { kept in
            kept.bodies.removeAll { $0.request == request }
            kept.bodies.append((request, body))
            if kept.bodies.count > Self.capacity { kept.bodies.removeFirst() }
        }
    }

    /// The last answer to a request.
    func body(for request: TestRequest) -> [UInt8]? {
        kept.withLock { $0.bodies.last { $0.request == request }?.body }
    }

    /// A number that no picture had before.
    func nextPicture() -> Int {
        kept.withLock { kept in
            kept.pictureCount += 1
            return kept.pictureCount
        }
    }
}
