internal import HTTP
internal import Synchronization

/// The pieces of a streamed body between the engine's thread, which fills it, and its one reader.
///
/// It holds a bounded number of bytes: when it is full, the transfer is paused until the reader has
/// caught up, so that a body without end costs no memory however slow its reader is.
final class BodyBuffer: Sendable {
    /// How many bytes may wait before the transfer is paused.
    static let capacity = 1 << 20

    private struct State {
        var pieces: [[UInt8]] = []
        var byteCount = 0
        var end: Result<Void, any Error>?
        var isPaused = false
        var reader: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let resume: @Sendable () -> Void

    /// Makes an empty buffer.
    ///
    /// - Parameter resume: Called when a transfer that was told to pause may go on.
    init(resume: @escaping @Sendable () -> Void) { self.resume = resume }

    /// Takes a piece; returns whether there was room, otherwise the transfer must pause and offer the
    /// same piece again.
    func offer(_ piece: UnsafeRawBufferPointer) -> Bool {
        let reader: CheckedContinuation<Void, Never>?? = state.withLock { state in
            guard state.byteCount < BodyBuffer.capacity else {
                state.isPaused = true
                return .none
            }
            state.pieces.append(Array(piece))
            state.byteCount += piece.count
            defer { state.reader = nil }
            return .some(state.reader)
        }
        guard let reader else { return false }
        reader?.resume()
        return true
    }

    /// Notes that nothing more will come; pieces that wait are still read.
    func finish(_ end: Result<Void, any Error>) {
        let reader = state.withLock { state in
            defer { state.reader = nil }
            if state.end == nil { state.end = end }
            return state.reader
        }
        reader?.resume()
    }

    /// The next piece, `nil` at the end.
    ///
    /// - Throws: What ended the body too early, or `CancellationError`.
    func next() async throws -> [UInt8]? {
        while true {
            try Task.checkCancellation()
            let found: Result<[UInt8]?, any Error>? = state.withLock { state in
                if !state.pieces.isEmpty {
                    let piece = take(&state)
                    return .success(piece)
                }
                return state.end?.map { nil }
            }
            if let found { return try found.get() }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let mustWait = state.withLock { state in
                        guard state.pieces.isEmpty, state.end == nil, !Task.isCancelled else {
                            return false
                        }
                        state.reader = continuation
                        return true
                    }
                    if !mustWait { continuation.resume() }
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

    /// All that waits, as one piece.
    private func take(_ state: inout State) -> [UInt8] {
        var piece = state.pieces[0]
        if state.pieces.count > 1 {
            piece.reserveCapacity(state.byteCount)
            for next in state.pieces.dropFirst() { piece += next }
        }
        state.pieces = []
        state.byteCount = 0
        if state.isPaused {
            state.isPaused = false
            resume()
        }
        return piece
    }
}

/// Ends the transfer of a body when nobody can read it any more.
final class BodyLease: Sendable {
    let buffer: BodyBuffer
    private let end: @Sendable () -> Void

    init(_ buffer: BodyBuffer, end: @escaping @Sendable () -> Void) {
        self.buffer = buffer
        self.end = end
    }

    deinit { end() }

    /// The body as its reader sees it; leaving it, or cancelling the reader's task, ends the transfer.
    func stream() -> ByteStream {
        ByteStream(unfolding: { [self] in
            do {
                return try await buffer.next()
            } catch {
                end()
                throw error
            }
        })
    }
}
