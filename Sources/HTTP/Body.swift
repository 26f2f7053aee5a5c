/// Bytes as they arrive, a piece at a time.
public typealias ByteStream = AsyncThrowingStream<[UInt8], any Error>

/// What follows the header of a message.
public enum Body: Sendable {
    /// All of it at once; empty when there is none.
    case bytes([UInt8])
    /// A piece at a time, for what is long or has no end, such as a watch or a followed log.
    case stream(ByteStream)

    /// No body.
    public static let empty = Body.bytes([])

    /// A text in UTF-8.
    public static func text(_ text: String) -> Body { .bytes(Array(text.utf8)) }

    /// All bytes, waiting for the end of a stream.
    ///
    /// - Throws: `HTTPError.bodyTooLarge` past `limit` bytes, and what the stream throws.
    public func collected(upTo limit: Int = .max) async throws -> [UInt8] {
        switch self {
        case .bytes(let bytes):
            if bytes.count > limit { throw HTTPError.bodyTooLarge(limit: limit) }
            return bytes
        case .stream(let stream):
            var result: [UInt8] = []
            for try await piece in stream {
                if result.count + piece.count > limit {
                    throw HTTPError.bodyTooLarge(limit: limit)
                }
                result += piece
            }
            return result
        }
    }

    /// The bytes when they are all here, `nil` for a stream.
    public var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
}
