import Documents

/// A short name for what a spec says, to tell whether somebody else changed it.
enum SpecDigest {
    /// The digest: FNV-1a with 64 bits over the members in the order of their names.
    static func of(_ spec: JSON) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in spec.sorted().bytes() {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}
