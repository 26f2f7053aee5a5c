import Glibc
import Synchronization

/// Identities of requests.
public enum Puid {
    /// Random bits of the kernel, asked for many at a time: two system calls a request would show.
    private struct RandomBits {
        private var words: [UInt64] = []

        mutating func next() -> (UInt64, UInt64) {
            if words.count < 2 { refill() }
            return (words.removeLast(), words.removeLast())
        }

        private mutating func refill() {
            // 256 bytes are the most that one call gives.
            words = [UInt64](repeating: 0, count: 32)
            let isFilled = words.withUnsafeMutableBytes { buffer in
                getentropy(buffer.baseAddress, buffer.count) == 0
            }
            if isFilled { return }
            for index in words.indices { words[index] = .random(in: .min ... .max) }
        }
    }

    private static let random = Mutex(RandomBits())

    /// A new one: a random UUID (version 4, RFC 9562).
    public static func make() -> String {
        var (high, low) = random.withLock { $0.next() }
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
