internal import NIOCore

/// The five bytes before each message of gRPC (flag of compression, length) and what follows them.
///
/// A unary call has one message; this collects the bytes of a stream until it ends.
struct MessageFrame {
    /// Why the bytes of a stream are not one message.
    enum Problem: Error, Sendable, Hashable {
        /// The message is longer than allowed.
        case tooLarge
        /// The stream ended before the message did, or before there was one.
        case cutShort
        /// There are bytes after the message.
        case tooMany
        /// The message is compressed, which was not offered.
        case compressed
    }

    /// The bytes before a message.
    static let prefixLength = 5

    private let limit: Int
    private var bytes: [UInt8] = []
    private var expected: Int?
    private(set) var problem: Problem?

    init(limit: Int) { self.limit = limit }

    /// Takes bytes as they come; after a problem they are dropped.
    mutating func append(_ buffer: ByteBuffer) {
        guard problem == nil else { return }
        bytes.append(contentsOf: buffer.readableBytesView)
        if expected == nil, bytes.count >= Self.prefixLength { readPrefix() }
        if let expected, bytes.count > expected + Self.prefixLength { give(up: .tooMany) }
    }

    private mutating func readPrefix() {
        let length = bytes[1...4].reduce(0) { $0 << 8 | Int($1) }
        if bytes[0] != 0 { return give(up: .compressed) }
        if length > limit { return give(up: .tooLarge) }
        expected = length
        bytes.reserveCapacity(length + Self.prefixLength)
    }

    private mutating func give(up problem: Problem) {
        self.problem = problem
        bytes = []
    }

    /// The message when the stream has ended.
    mutating func finish() throws(Problem) -> [UInt8] {
        if let problem { throw problem }
        guard let expected, bytes.count == expected + Self.prefixLength else { throw .cutShort }
        bytes.removeFirst(Self.prefixLength)
        return bytes
    }

    /// A message with the bytes before it.
    static func framed(_ message: [UInt8], _ allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: message.count + prefixLength)
        buffer.writeInteger(UInt8(0))
        buffer.writeInteger(UInt32(message.count))
        buffer.writeBytes(message)
        return buffer
    }
}
