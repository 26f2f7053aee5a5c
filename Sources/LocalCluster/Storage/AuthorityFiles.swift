/// The certificate and key of the cluster's own authority, made at the first start.
enum AuthorityFiles {
    /// Reads the authority of a data directory, or makes one.
    ///
    /// - Throws: `LocalClusterError`, and what `make` throws.
    static func load(
        from directory: DataDirectory,
        making make: (String) throws -> KeyPair
    ) throws -> KeyPair {
        let files = [directory.authorityCertificate, directory.authorityKey]
        if files.allSatisfy({ PrivateFile.kind(of: $0) != nil }) {
            return KeyPair(
                certificate: try PrivateFile.read(files[0]),
                key: try PrivateFile.read(files[1])
            )
        }
        let pair = try make("radiant embedded cluster")
        try PrivateFile.write(pair.key, to: directory.authorityKey)
        try PrivateFile.write(pair.certificate, to: directory.authorityCertificate)
        return pair
    }
}
