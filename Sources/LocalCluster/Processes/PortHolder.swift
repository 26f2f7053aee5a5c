import Glibc

/// Who listens on a port of this machine.
enum PortHolder {
    /// The program that listens on a port, such as `nginx (pid 12)`; `nil` when it cannot be seen.
    static func name(ofPort port: Int) -> String? {
        guard let inode = inode(ofPort: port) else { return nil }
        let wanted = "socket:[\(inode)]"
        for pid in ProcessTable.all {
            for name in PrivateFile.names(in: "/proc/\(pid)/fd")
            where target(of: "/proc/\(pid)/fd/\(name)") == wanted {
                let command = ProcessTable.commandLine(of: pid).prefix(60)
                return command.isEmpty ? "pid \(pid)" : "\(command) (pid \(pid))"
            }
        }
        return nil
    }

    // A line of /proc/net/tcp: number, local address:port, remote, state (0A listens), …, inode.
    private static func inode(ofPort port: Int) -> String? {
        for file in ["/proc/net/tcp", "/proc/net/tcp6"] {
            let text = String(decoding: (try? PrivateFile.read(file)) ?? [], as: UTF8.self)
            for line in text.split(separator: "\n").dropFirst() {
                let words = line.split(separator: " ")
                guard words.count > 9, words[3] == "0A",
                    let colon = words[1].lastIndex(of: ":"),
                    Int(words[1][words[1].index(after: colon)...], radix: 16) == port
                else { continue }
                return String(words[9])
            }
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
