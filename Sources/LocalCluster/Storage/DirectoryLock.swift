import Glibc

/// The right to run a cluster on a data directory; one process has it at a time.
///
/// The kernel takes it back when the process ends, however it does.
public final class DirectoryLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock of a directory and leaves the process's identity in it.
    ///
    /// - Throws: `LocalClusterError.alreadyRunning`, `.notWritable`.
    public static func take(on directory: DataDirectory) throws(LocalClusterError) -> DirectoryLock
    {
        let descriptor = open(directory.lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .notWritable(path: directory.lock, reason: PrivateFile.reason())
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .alreadyRunning(path: directory.path, pid: holder(of: directory)?.pid ?? 0)
        }
        ftruncate(descriptor, 0)
        let identity = ProcessIdentity(pid: getpid())
        _ = PrivateFile.writeAll(Array("\(identity)\n".utf8), to: descriptor)
        return DirectoryLock(descriptor: descriptor)
    }

    /// Who has the lock of a directory; `nil` when nobody does.
    static func holder(of directory: DataDirectory) -> ProcessIdentity? {
        let descriptor = open(directory.lock, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        guard let bytes = try? PrivateFile.read(directory.lock) else { return nil }
        return ProcessIdentity(parsing: String(decoding: bytes, as: UTF8.self))
    }
}
