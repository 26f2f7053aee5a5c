import Glibc

/// Files that only their owner may read, and that are never reached through a symbolic link.
enum PrivateFile {
    /// The bytes of a file.
    ///
    /// - Throws: `LocalClusterError.unreadable`, `.symbolicLink`.
    static func read(_ path: String) throws(LocalClusterError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ELOOP { throw .symbolicLink(path: path) }
            throw .unreadable(path: path, reason: reason())
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: path, reason: reason()) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// Replaces a file as a whole: whoever reads it sees the old bytes or the new ones.
    ///
    /// - Throws: `LocalClusterError.notWritable`.
    static func write(_ bytes: [UInt8], to path: String) throws(LocalClusterError) {
        let draft = "\(path).new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .notWritable(path: path, reason: reason()) }
        let isWritten = writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        let problem = reason()
        close(descriptor)
        guard isWritten, rename(draft, path) == 0 else {
            let later = isWritten ? reason() : problem
            unlink(draft)
            throw .notWritable(path: path, reason: later)
        }
    }

    /// Writes all bytes; whether that succeeded.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// What stands at a path, the link itself where it is one.
    static func kind(of path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// Makes a directory that only its owner may enter, and the ones above it where they are missing.
    static func makeDirectory(_ path: String) throws(LocalClusterError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw .notWritable(path: path, reason: reason())
        }
        try makeDirectory(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .notWritable(path: path, reason: reason())
        }
    }

    /// Removes a file or a directory with all in it; links are removed, not followed.
    static func remove(_ path: String) {
        if kind(of: path) == S_IFDIR {
            for name in names(in: path) { remove("\(path)/\(name)") }
            rmdir(path)
        } else {
            unlink(path)
        }
    }

    /// The names in a directory, sorted; none when it cannot be read.
    static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The words for the error of the last call.
    static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
