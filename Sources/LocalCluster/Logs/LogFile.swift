import Glibc
import Kubernetes

/// The log of one run of a container: a file with a bound, and those who follow it.
actor LogFile {
    /// How long a file may become before it is set aside, in bytes; one that was set aside is kept.
    static let limit = 8 << 20

    /// The path of the file; what was set aside is beside it.
    nonisolated let path: String

    private var descriptor: Int32
    private var size = 0
    private var lines = LogLines()
    private var isOpen = true
    private var counter = 0
    private var followers: [Int: AsyncStream<[UInt8]>.Continuation] = [:]

    /// Begins an empty log.
    init(path: String) {
        self.path = path
        unlink(LogFile.older(path))
        descriptor = LogFile.open(path)
    }

    /// Where the part of a log is kept that was set aside.
    static func older(_ path: String) -> String { path + ".old" }

    /// Adds what a process wrote.
    func append(_ bytes: [UInt8], at time: Timestamp = .now) {
        guard isOpen else { return }
        write(lines.take(bytes, at: time))
    }

    /// Ends the log; those who follow it come to its end.
    func close(at time: Timestamp = .now) {
        guard isOpen else { return }
        write(lines.finish(at: time))
        isOpen = false
        Glibc.close(descriptor)
        for follower in followers.values { follower.finish() }
        followers = [:]
    }

    /// What is there, and the lines that will come.
    func follow() -> (content: [UInt8], lines: AsyncStream<[UInt8]>) {
        // A reader that is slower than the process loses the oldest of what waits for it.
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream(
            bufferingPolicy: .bufferingNewest(10_000)
        )
        if isOpen {
            counter += 1
            let number = counter
            followers[number] = continuation
            continuation.onTermination = { [weak self] _ in
                Task { await self?.forget(number) }
            }
        } else {
            continuation.finish()
        }
        return (LogFile.content(of: path), stream)
    }

    /// All that is kept of a log.
    static func content(of path: String) -> [UInt8] {
        let old = (try? PrivateFile.read(older(path))) ?? []
        return old + ((try? PrivateFile.read(path)) ?? [])
    }

    private func forget(_ number: Int) { followers[number] = nil }

    private func write(_ lines: [[UInt8]]) {
        for line in lines {
            if size + line.count > LogFile.limit { setAside() }
            _ = PrivateFile.writeAll(line, to: descriptor)
            size += line.count
            for follower in followers.values { follower.yield(line) }
        }
    }

    private func setAside() {
        Glibc.close(descriptor)
        rename(path, LogFile.older(path))
        descriptor = LogFile.open(path)
        size = 0
    }

    private static func open(_ path: String) -> Int32 {
        Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
}
