/// Takes a body apart that comes in chunks (RFC 9112, section 7.1).
///
/// Extensions of chunks and trailers are read over; both have an end.
struct ChunkedBody {
    private enum State {
        case size(digits: Int)
        case `extension`
        case sizeEnd
        case data(remaining: Int)
        case dataEnd
        case dataFeed
        case trailerStart
        case trailer
        case trailerFeed
        case trailerEnd
        case end
    }

    private var state = State.size(digits: 0)
    private var size = 0
    /// How much of extensions and trailers has been read over.
    private var extra = 0
    private static let extraLimit = 16 << 10

    /// Whether the last chunk and its trailers have been read.
    var isComplete: Bool { if case .end = state { true } else { false } }

    /// Reads on.
    ///
    /// - Returns: How many bytes were read; fewer than there are only after the end.
    mutating func read(
        _ input: UnsafeRawBufferPointer,
        into body: inout [UInt8],
        limit: Int
    ) throws(WireError) -> Int {
        var index = 0
        while index < input.count {
            if case .end = state { return index }
            if case .data(let remaining) = state {
                let count = min(remaining, input.count - index)
                body.append(UnsafeRawBufferPointer(rebasing: input[index..<(index + count)]))
                index += count
                state = count == remaining ? .dataEnd : .data(remaining: remaining - count)
            } else {
                try read(input[index], bodyCount: body.count, limit: limit)
                index += 1
            }
        }
        return index
    }

    private mutating func read(
        _ byte: UInt8,
        bodyCount: Int,
        limit: Int
    ) throws(WireError) {
        switch state {
        case .size(let digits):
            if let digit = Self.digit(byte) {
                guard digits < 15 else { throw .malformed("a chunk's size is too long") }
                size = size << 4 | digit
                state = .size(digits: digits + 1)
            } else {
                guard digits > 0 else { throw .malformed("a chunk has no size") }
                if byte == 0x0D {
                    state = .sizeEnd
                } else if byte == 0x3B || WireByte.isSpace(byte) {
                    state = .extension
                } else {
                    throw .malformed("a chunk's size is no number")
                }
            }
        case .extension:
            try countExtra()
            if byte == 0x0D {
                state = .sizeEnd
            } else if !WireByte.isText(byte) {
                throw .malformed("a chunk's extension has a control character")
            }
        case .sizeEnd:
            guard byte == 0x0A else { throw .malformed("a chunk's size has no line end") }
            guard bodyCount <= limit, size <= limit - bodyCount else {
                throw .bodyTooLong(limit: limit)
            }
            state = size == 0 ? .trailerStart : .data(remaining: size)
            size = 0
        case .dataEnd:
            guard byte == 0x0D else { throw .malformed("a chunk is longer than its size") }
            state = .dataFeed
        case .dataFeed:
            guard byte == 0x0A else { throw .malformed("a chunk is longer than its size") }
            state = .size(digits: 0)
        case .trailerStart:
            try countExtra()
            state = byte == 0x0D ? .trailerEnd : .trailer
            if byte != 0x0D, !WireByte.isToken(byte) {
                throw .malformed("a trailer has no name")
            }
        case .trailer:
            try countExtra()
            if byte == 0x0D {
                state = .trailerFeed
            } else if !WireByte.isText(byte) {
                throw .malformed("a trailer has a control character")
            }
        case .trailerFeed:
            guard byte == 0x0A else { throw .malformed("a trailer has no line end") }
            state = .trailerStart
        case .trailerEnd:
            guard byte == 0x0A else { throw .malformed("the last line has no end") }
            state = .end
        case .data, .end: break
        }
    }

    private mutating func countExtra() throws(WireError) {
        extra += 1
        guard extra <= Self.extraLimit else { throw .headTooLong }
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x46: Int(byte) - 0x37
        case 0x61...0x66: Int(byte) - 0x57
        default: nil
        }
    }
}
