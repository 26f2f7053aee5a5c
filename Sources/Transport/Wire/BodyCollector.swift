/// Gathers the body of a message.
struct BodyCollector {
    private enum State {
        case length(remaining: Int)
        case chunked(ChunkedBody)
        case untilClose
    }

    private var state: State
    private var bytes: [UInt8] = []
    private let limit: Int

    /// What is made room for before it has come: a sender may say any length.
    private static let reserveLimit = 1 << 20

    /// Begins a body.
    ///
    /// - Throws: `WireError.bodyTooLong` when it is said to be longer than `limit`.
    init(_ framing: BodyFraming, limit: Int) throws(WireError) {
        self.limit = limit
        switch framing {
        case .length(let length):
            guard length <= limit else { throw .bodyTooLong(limit: limit) }
            bytes.reserveCapacity(min(length, Self.reserveLimit))
            state = .length(remaining: length)
        case .chunked: state = .chunked(ChunkedBody())
        case .untilClose: state = .untilClose
        }
    }

    /// Whether all has come; a body that ends with its connection never says so.
    var isComplete: Bool {
        switch state {
        case .length(let remaining): remaining == 0
        case .chunked(let chunks): chunks.isComplete
        case .untilClose: false
        }
    }

    /// Whether the end of the connection is the end of the body.
    var endsWithConnection: Bool { if case .untilClose = state { true } else { false } }

    /// Reads on, and moves `offset` past what was read.
    mutating func read(
        _ input: UnsafeRawBufferPointer,
        _ offset: inout Int
    ) throws(WireError) {
        let rest = UnsafeRawBufferPointer(rebasing: input[offset...])
        switch state {
        case .length(let remaining):
            let count = min(remaining, rest.count)
            bytes.append(UnsafeRawBufferPointer(rebasing: rest[..<count]))
            offset += count
            state = .length(remaining: remaining - count)
        case .chunked(var chunks):
            offset += try chunks.read(rest, into: &bytes, limit: limit)
            state = .chunked(chunks)
        case .untilClose:
            guard rest.count <= limit - bytes.count else { throw .bodyTooLong(limit: limit) }
            bytes.append(rest)
            offset += rest.count
        }
    }

    /// Hands over what has come so far.
    mutating func take() -> [UInt8] {
        let taken = bytes
        bytes = []
        return taken
    }
}
