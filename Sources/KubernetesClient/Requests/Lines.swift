import Glibc
public import HTTP

/// The lines of a body as they arrive, without their ends.
///
/// A line longer than `limit` bytes ends the sequence with an error. What follows the last line's
/// end is a line too.
public struct Lines: AsyncSequence, Sendable {
    /// The bytes of a line.
    public typealias Element = [UInt8]

    /// The longest line, in bytes.
    public static let limit = 8 << 20

    private let body: Body
    private let source: String

    /// Makes the lines of a body.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - source: Where it comes from, for errors.
    public init(_ body: Body, from source: String) {
        self.body = body
        self.source = source
    }

    /// Starts at the first line.
    public func makeAsyncIterator() -> Iterator { Iterator(body, source) }

    /// What walks over the lines.
    public struct Iterator: AsyncIteratorProtocol {
        private var pieces: ByteStream.AsyncIterator?
        private var splitter = LineSplitter(limit: Lines.limit)
        private let source: String

        init(_ body: Body, _ source: String) {
            self.source = source
            switch body {
            case .bytes(let bytes): splitter.push(bytes)
            case .stream(let stream): pieces = stream.makeAsyncIterator()
            }
        }

        /// Lines that are here already, at most so many.
        mutating func ready(atMost count: Int) -> [[UInt8]] {
            var lines: [[UInt8]] = []
            while lines.count < count, let line = splitter.next() { lines.append(line) }
            return lines
        }

        /// The next line, `nil` at the end.
        ///
        /// - Throws: `ClientError.unreachable` or `.malformedReply`.
        public mutating func next() async throws -> [UInt8]? {
            while true {
                if let line = splitter.next() { return line }
                if splitter.isOverfull {
                    throw ClientError.malformedReply(
                        to: source,
                        problem: "a line is longer than \(Lines.limit) bytes"
                    )
                }
                do {
                    guard let piece = try await pieces?.next(isolation: #isolation) else {
                        return splitter.last()
                    }
                    splitter.push(piece)
                } catch let error as HTTPError {
                    throw ClientError.unreachable(error)
                }
            }
        }
    }
}

/// Cuts bytes into lines, however they are divided when they arrive.
struct LineSplitter {
    private var bytes: [UInt8] = []
    private var start = 0
    private var searched = 0
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    mutating func push(_ piece: [UInt8]) {
        if start > 0 {
            bytes.removeFirst(start)
            searched -= start
            start = 0
        }
        bytes += piece
    }

    /// The next whole line, without its end.
    mutating func next() -> [UInt8]? {
        guard let end = bytes.firstNewline(from: searched) else {
            searched = bytes.count
            return nil
        }
        let isCRLF = end > start && bytes[end - 1] == 0x0D
        let line = Array(bytes[start..<(isCRLF ? end - 1 : end)])
        start = end + 1
        searched = start
        return line
    }

    /// What follows the last line's end; `nil` when nothing does.
    mutating func last() -> [UInt8]? {
        guard start < bytes.count else { return nil }
        let line = Array(bytes[start...])
        start = bytes.count
        searched = start
        return line
    }

    /// Whether a line is longer than allowed.
    var isOverfull: Bool { bytes.count - start > limit }
}

extension [UInt8] {
    /// The first line feed at or after an index.
    fileprivate func firstNewline(from start: Int) -> Int? {
        withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = memchr(base + start, 0x0A, buffer.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
