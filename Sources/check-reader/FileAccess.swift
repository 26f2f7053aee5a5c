internal import Failures
internal import Glibc

/// Whole files, read and written.
enum FileAccess {
    /// The bytes of a file.
    ///
    /// - Throws: `Failure` with the system's reason.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw reason("cannot read \(path)") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw reason("cannot read \(path)")
            }
            bytes.append(contentsOf: chunk[0..<count])
        }
    }

    /// Writes a file anew.
    ///
    /// - Throws: `Failure` with the system's reason.
    static func write(_ bytes: some Collection<UInt8>, to path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw reason("cannot write \(path)") }
        defer { close(descriptor) }
        let all = Array(bytes)
        var offset = 0
        while offset < all.count {
            let count = all.withUnsafeBytes { buffer in
                Glibc.write(
                    descriptor,
                    buffer.baseAddress.map { $0 + offset },
                    all.count - offset
                )
            }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw reason("cannot write \(path)")
            }
            offset += count
        }
    }

    /// Makes a folder and those above it.
    ///
    /// - Throws: `Failure` with the system's reason.
    static func makeFolder(_ path: String) throws(Failure) {
        var partial = path.hasPrefix("/") ? "/" : ""
        for name in path.split(separator: "/") {
            partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + name
            if mkdir(partial, 0o755) != 0, errno != EEXIST {
                throw reason("cannot make the folder \(partial)")
            }
        }
    }

    private static func reason(_ what: String) -> Failure {
        let code = errno
        let hint: String? =
            switch code {
            case ENOENT: "is the path right? it is taken from the folder you are in"
            case EACCES, EPERM: "its permissions keep you out: ls -ld tells them"
            case EISDIR: "it is a folder, and a file is needed"
            case ENOSPC: "the disk is full"
            default: nil
            }
        return Failure("\(what): \(String(cString: strerror(code)))", hint: hint)
    }
}
