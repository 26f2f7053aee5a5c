import Synchronization

/// The writes that one watch has yet to send.
///
/// The store fills it and never waits; a watch that falls too far behind finds it closed, and its
/// client begins again from the last version it saw.
final class WatchMailbox: Sendable {
    private struct State {
        var events: [StoreEvent] = []
        var isOverfull = false
        var isRung = false
        var reader: CheckedContinuation<Void, Never>?
    }

    private static let capacity = 20_000
    private let state = Mutex(State())

    /// Puts a write at the end.
    func put(_ event: StoreEvent) {
        let reader = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if state.events.count < WatchMailbox.capacity {
                state.events.append(event)
            } else {
                state.isOverfull = true
            }
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume()
    }

    /// Takes everything out; `nil` when writes were lost.
    func take() -> [StoreEvent]? {
        state.withLock { state in
            defer { state.events = [] }
            return state.isOverfull && state.events.isEmpty ? nil : state.events
        }
    }

    /// Wakes who waits, though there may be nothing to take.
    func ring() {
        let reader = state.withLock { state in
            state.isRung = true
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume()
    }

    /// Whether it rang since this was last asked.
    func wasRung() -> Bool {
        state.withLock { state in
            defer { state.isRung = false }
            return state.isRung
        }
    }

    /// Waits until there is something to take, somebody rings, or the task is cancelled.
    ///
    /// One task may wait at a time.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if Task.isCancelled || state.isOverfull || state.isRung { return true }
                    if !state.events.isEmpty { return true }
                    state.reader = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            let reader = state.withLock { state in
                defer { state.reader = nil }
                return state.reader
            }
            reader?.resume()
        }
    }
}
