import Synchronization

/// Lets a bounded number of calls run and a bounded number wait, in the order in which they came.
final class CallGate: Sendable {
    private struct Waiter {
        var id: Int
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var running = 0
        var waiting: [Waiter] = []
        var nextID = 0
        /// Calls that are about to wait, and whether they were given up before they began.
        var arriving: [Int: Bool] = [:]
    }

    private let limit: Int
    private let queueLimit: Int
    private let state = Mutex(State())

    init(limit: Int, queueLimit: Int) {
        self.limit = max(1, limit)
        self.queueLimit = queueLimit
    }

    /// Runs a call when its turn comes.
    ///
    /// - Throws: `ComponentError.overloaded`, `CancellationError`, and what the call throws.
    func run<Value>(_ call: () async throws -> Value) async throws -> Value {
        try await enter()
        defer { leave() }
        return try await call()
    }

    private func enter() async throws {
        let id: Int? = try state.withLock { state in
            if state.running < limit {
                state.running += 1
                return nil
            }
            guard state.waiting.count < queueLimit else {
                throw ComponentError.overloaded(limit: queueLimit)
            }
            state.nextID += 1
            state.arriving[state.nextID] = false
            return state.nextID
        }
        guard let id else { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = state.withLock { state -> Result<Void, any Error>? in
                    if state.arriving.removeValue(forKey: id) == true {
                        return .failure(CancellationError())
                    }
                    // A call may have left between the two locks: take its place.
                    if state.running < limit {
                        state.running += 1
                        return .success(())
                    }
                    state.waiting.append(Waiter(id: id, continuation: continuation))
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let waiter = state.withLock { state -> Waiter? in
                if let index = state.waiting.firstIndex(where: { $0.id == id }) {
                    return state.waiting.remove(at: index)
                }
                if state.arriving[id] != nil { state.arriving[id] = true }
                return nil
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func leave() {
        let next = state.withLock { state -> Waiter? in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.continuation.resume()
    }
}
