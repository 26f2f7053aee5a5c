import Glibc

/// The sockets of this machine on which somebody accepts connections, as `/proc/net/tcp` lists them.
struct ListeningSockets: Sendable {
    /// One such socket.
    struct Entry: Sendable, Hashable {
        /// Its port.
        var port: Int
        /// Whether it is reached from other machines: it listens on all addresses.
        var isEverywhere: Bool
        /// What `/proc/PID/fd` calls it.
        var inode: String
    }

    /// All of them.
    let entries: [Entry]

    /// Looks at the machine.
    init() {
        self.init(
            tables: ["/proc/net/tcp", "/proc/net/tcp6"].map { path in
                String(decoding: (try? PrivateFile.read(path)) ?? [], as: UTF8.self)
            }
        )
    }

    /// Reads tables as the kernel writes them.
    ///
    /// A line has the number, local address:port, remote, state (0A listens), five more, the inode.
    init(tables: [String]) {
        entries = tables.flatMap { $0.split(separator: "\n").dropFirst() }.compactMap { line in
            let words = line.split(separator: " ")
            guard words.count > 9, words[3] == "0A", let colon = words[1].lastIndex(of: ":"),
                let port = Int(words[1][words[1].index(after: colon)...], radix: 16)
            else { return nil }
            let isEverywhere = words[1][..<colon].allSatisfy { $0 == "0" }
            return Entry(port: port, isEverywhere: isEverywhere, inode: String(words[9]))
        }
    }

    /// The sockets that a process holds.
    func held(by pid: Int32) -> [Entry] {
        let inodes = Set(
            PrivateFile.names(in: "/proc/\(pid)/fd").compactMap { name in
                ListeningSockets.target(of: "/proc/\(pid)/fd/\(name)")
            }
        )
        return entries.filter { inodes.contains("socket:[\($0.inode)]") }
    }

    /// The program that listens on a port, such as `nginx (pid 12)`; `nil` when it cannot be seen.
    func holder(ofPort port: Int) -> String? {
        guard entries.contains(where: { $0.port == port }) else { return nil }
        for pid in ProcessTable.all where held(by: pid).contains(where: { $0.port == port }) {
            let command = ProcessTable.commandLine(of: pid).prefix(60)
            return command.isEmpty ? "pid \(pid)" : "\(command) (pid \(pid))"
        }
        return nil
    }

    private static func target(of link: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 256)
        let count = readlink(link, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
