import Documents

/// The short name of a pod template, by which the ReplicaSet made from it is found again.
enum TemplateHash {
    // Consonants and digits that never make up a word, as Kubernetes names its objects.
    private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

    /// The hash of a template; the order of its keys does not matter.
    static func of(_ template: JSON) -> String {
        // FNV-1a, 32 bits.
        var hash: UInt32 = 2_166_136_261
        for byte in template.sorted().bytes() { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return String(String(hash).utf8.map { alphabet[Int($0) % alphabet.count] })
    }
}
