import Glibc

/// Ports of 127.0.0.1 that nobody uses.
enum FreePort {
    /// As many ports as are asked for; fewer when there are no more.
    static func find(_ count: Int) -> [Int] {
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        var ports: [Int] = []
        // All are held until the last is found, so that none is given twice.
        while ports.count < count {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            guard descriptor >= 0 else { break }
            sockets.append(descriptor)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isBound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                    bind(descriptor, generic, length) == 0
                        && getsockname(descriptor, generic, &length) == 0
                }
            }
            guard isBound else { break }
            ports.append(Int(UInt16(bigEndian: address.sin_port)))
        }
        return ports
    }
}
