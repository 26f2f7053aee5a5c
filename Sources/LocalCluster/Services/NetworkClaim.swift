import Glibc

/// The part of the loopback network that one cluster has to itself, so that several can run on a
/// machine: pods are in 127.77.N.0/24, Services in 127.78.N.0/24, and beyond when there are many.
///
/// The claim is a socket that the kernel closes when the process ends, however it does.
final class NetworkClaim: Sendable {
    /// The third number of the addresses.
    let number: Int
    private let descriptor: Int32

    private init(number: Int, descriptor: Int32) {
        self.number = number
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Takes the part that the cluster of a directory has had, or one that is free.
    ///
    /// - Throws: `LocalClusterError.networkTaken`, `.notWritable`.
    static func take(for directory: DataDirectory) throws(LocalClusterError) -> NetworkClaim {
        if let bytes = try? PrivateFile.read(directory.network),
            let known = Int(String(decoding: bytes, as: UTF8.self).filter(\.isNumber)),
            (0..<200).contains(known)
        {
            // The addresses of its Services are in the store and in what its pods were told.
            guard let claim = claim(known) else { throw .networkTaken(number: known) }
            return claim
        }
        let start = directory.path.utf8.reduce(5381) { ($0 &* 33 &+ Int($1)) & 0xFFFF } % 200
        for offset in 0..<200 {
            guard let claim = claim((start + offset) % 200) else { continue }
            try PrivateFile.write(Array("\(claim.number)\n".utf8), to: directory.network)
            return claim
        }
        throw .networkTaken(number: start)
    }

    private static func claim(_ number: Int) -> NetworkClaim? {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_INET, type, 0)
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(17_777).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F4D_0001 | number << 8).bigEndian
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isBound, listen(descriptor, 1) == 0 else {
            close(descriptor)
            return nil
        }
        return NetworkClaim(number: number, descriptor: descriptor)
    }
}
