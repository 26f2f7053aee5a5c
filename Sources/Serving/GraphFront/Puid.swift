/// Identities of requests.
public enum Puid {
    /// A new one: a random UUID (version 4, RFC 9562).
    public static func make() -> String {
        var high = UInt64.random(in: .min ... .max)
        var low = UInt64.random(in: .min ... .max)
        high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var offset = 0
            for half in [high, low] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
                        buffer[offset] = UInt8(ascii: "-")
                        offset += 1
                    }
                    let digit = UInt8(half >> UInt64(shift) & 0xF)
                    buffer[offset] = digit < 10 ? 0x30 + digit : 0x57 + digit
                    offset += 1
                }
            }
            return offset
        }
    }
}
