/// Looks for rare bytes in long messages, eight at a time.
///
/// Messages carry images of a hundred kilobytes and more as one string; looking at each byte by
/// itself would cost more than all else that is done with them. Plain arithmetic on words is used
/// because the vector types of the standard library are not specialised well enough to gain.
package enum ByteScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The first index from `start` on whose byte is one of four, else the end.
    package static func first(
        of wanted: (UInt8, UInt8, UInt8, UInt8),
        in bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        let (a, b, c, d) = wanted
        let patterns = (spread(a), spread(b), spread(c), spread(d))
        var index = start
        while index + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let hits =
                zeros(word ^ patterns.0) | zeros(word ^ patterns.1) | zeros(word ^ patterns.2)
                | zeros(word ^ patterns.3)
            if hits != 0 { break }
            index += 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == a || byte == b || byte == c || byte == d { return index }
            index += 1
        }
        return bytes.count
    }

    /// The first index from `start` on that ends a run of plain text in a JSON string, else the end:
    /// that of a quote, a backslash or a control character.
    package static func firstSpecial(
        in bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        let quotes = spread(UInt8(ascii: "\""))
        let slashes = spread(UInt8(ascii: "\\"))
        var index = start
        while index + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // A byte under 0x20 borrows into its top bit, which it did not have before.
            let controls = (word &- ones &* 0x20) & ~word & tops
            if zeros(word ^ quotes) | zeros(word ^ slashes) | controls != 0 { break }
            index += 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 {
                return index
            }
            index += 1
        }
        return bytes.count
    }

    private static func spread(_ byte: UInt8) -> UInt64 { ones &* UInt64(byte) }

    /// Not zero exactly when a byte of the word is.
    private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & tops }
}
