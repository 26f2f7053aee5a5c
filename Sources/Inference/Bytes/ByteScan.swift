/// Looks for rare bytes in long messages, 32 at a time.
///
/// Messages carry images of a hundred kilobytes and more as one string; looking at each byte by
/// itself would cost more than all else that is done with them.
package enum ByteScan {
    /// The first index from `start` on whose byte is one of four, else the end.
    package static func first(
        of wanted: (UInt8, UInt8, UInt8, UInt8),
        in bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int {
        let (a, b, c, d) = wanted
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        while index + 32 <= raw.count {
            let block = raw.loadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
            let hits = block .== a .| block .== b .| block .== c .| block .== d
            if any(hits) { break }
            index += 32
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
        var index = start
        while index + 32 <= raw.count {
            let block = raw.loadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
            let hits =
                block .== UInt8(ascii: "\"") .| block .== UInt8(ascii: "\\") .| block .< 0x20
            if any(hits) { break }
            index += 32
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
}
