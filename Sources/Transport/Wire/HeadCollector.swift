internal import Glibc

/// Finds the header of a message in bytes that arrive in pieces of any size.
struct HeadCollector {
    private var partial: [UInt8] = []

    /// Whether nothing of a header has arrived.
    var isEmpty: Bool { partial.isEmpty }

    /// Hands over the next header when it is whole.
    ///
    /// - Parameters:
    ///   - input: What has arrived.
    ///   - offset: Where reading goes on; moved past what was read.
    ///   - body: Takes the header, its empty line included.
    /// - Returns: What `body` returned; `nil` when more bytes are needed.
    /// - Throws: `WireError`, also what `body` throws.
    mutating func next<Result>(
        _ input: UnsafeRawBufferPointer,
        _ offset: inout Int,
        _ body: (UnsafeRawBufferPointer) throws(WireError) -> Result
    ) throws(WireError) -> Result? {
        if partial.isEmpty {
            // An empty line before a message is read over (RFC 9112, section 2.2).
            while offset + 1 < input.count, input[offset] == 0x0D, input[offset + 1] == 0x0A {
                offset += 2
            }
            let rest = UnsafeRawBufferPointer(rebasing: input[offset...])
            if let end = try Self.end(of: rest, from: 0) {
                guard end <= HeadScan.limit else { throw .headTooLong }
                offset += end
                return try body(UnsafeRawBufferPointer(rebasing: rest[..<end]))
            }
        }
        var before = partial.count
        partial.append(UnsafeRawBufferPointer(rebasing: input[offset...]))
        while partial.starts(with: [0x0D, 0x0A]) {
            partial.removeFirst(2)
            before -= 2
        }
        let search = max(0, before - 3)
        let found: Swift.Result<Int?, WireError> = partial.withUnsafeBytes { bytes in
            do throws(WireError) { return .success(try Self.end(of: bytes, from: search)) } catch {
                return .failure(error)
            }
        }
        let end = try found.get()
        guard (end ?? partial.count) <= HeadScan.limit else { throw .headTooLong }
        guard let end else {
            offset = input.count
            return nil
        }
        offset += end - before
        let whole = partial
        partial = []
        // Typed throws do not pass through `withUnsafeBytes`.
        let result: Swift.Result<Result, WireError> = whole.withUnsafeBytes { bytes in
            do throws(WireError) {
                return .success(try body(UnsafeRawBufferPointer(rebasing: bytes[..<end])))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// The end of the empty line after the header.
    private static func end(
        of bytes: UnsafeRawBufferPointer,
        from start: Int
    ) throws(WireError) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var index = start
        while index < bytes.count, let found = memchr(base + index, 0x0A, bytes.count - index) {
            let feed = UnsafeRawPointer(found) - base
            // Whoever ends lines with a line feed alone would wait for an answer that never comes.
            guard feed > 0, bytes[feed - 1] == 0x0D else {
                throw .malformed("a line ends without a carriage return")
            }
            if feed >= 3, bytes[feed - 2] == 0x0A, bytes[feed - 3] == 0x0D { return feed + 1 }
            index = feed + 1
        }
        return nil
    }
}
