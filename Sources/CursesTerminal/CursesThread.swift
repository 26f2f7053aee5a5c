import Glibc
import Synchronization

/// The one thread that touches ncurses, which knows no locks.
///
/// It is the executor of ``CursesScreen``, so the compiler sees to it that nobody else does. Between
/// jobs it waits for the terminal's input and for signals, whose handlers write their number into
/// its pipe. The thread lives as long as the process.
final class CursesThread: SerialExecutor {
    /// What the thread hears while it waits.
    enum Wakeup: Sendable {
        case input(hasEnded: Bool)
        case signal(Int32)
    }

    private struct Shared {
        var jobs: [UnownedJob] = []
        var input: Int32 = -1
        var listener: (@Sendable (Wakeup) -> Void)?
    }

    private let shared = Mutex(Shared())
    private let identity = Atomic<UInt>(0)
    private let readEnd: Int32
    /// Where a signal handler may write a signal's number as one byte.
    let writeEnd: Int32

    init() throws(CursesError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw .refused(what: "pipe", reason: String(cString: strerror(errno)))
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        readEnd = ends[0]
        writeEnd = ends[1]
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<CursesThread>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            Unmanaged.passRetained(self).toOpaque()
        )
        guard status == 0 else {
            throw .refused(what: "thread", reason: String(cString: strerror(status)))
        }
        pthread_detach(thread)
    }

    /// Reports input on a descriptor and signals from now on.
    func listen(to input: Int32, _ listener: @escaping @Sendable (Wakeup) -> Void) {
        shared.withLock {
            $0.input = input
            $0.listener = listener
        }
        wake()
    }

    /// Reports nothing any more.
    func stopListening() {
        shared.withLock {
            $0.input = -1
            $0.listener = nil
        }
        wake()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        shared.withLock { $0.jobs.append(job) }
        wake()
    }

    func checkIsolated() {
        precondition(
            identity.load(ordering: .relaxed) == UInt(pthread_self()),
            "ncurses is touched by its own thread only"
        )
    }

    /// A byte of zero wakes without a signal; a full pipe wakes as well, so a failure is none.
    private func wake() {
        var zero: UInt8 = 0
        _ = write(writeEnd, &zero, 1)
    }

    private func run() {
        identity.store(UInt(pthread_self()), ordering: .relaxed)
        while true {
            let (input, listener) = shared.withLock { ($0.input, $0.listener) }
            var waiting = [
                pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: input, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waiting, 2, -1) >= 0 || errno == EINTR else { return }
            for signal in drainPipe() { listener?(.signal(signal)) }
            if waiting[1].revents != 0 {
                let ended = Int32(waiting[1].revents) & (POLLHUP | POLLERR | POLLNVAL) != 0
                listener?(.input(hasEnded: ended))
            }
            runJobs()
        }
    }

    private func drainPipe() -> [Int32] {
        var signals: [Int32] = []
        var bytes = [UInt8](repeating: 0, count: 256)
        while true {
            let count = read(readEnd, &bytes, bytes.count)
            guard count > 0 else { return signals }
            signals += bytes[..<count].filter { $0 != 0 }.map { Int32($0) }
        }
    }

    private func runJobs() {
        let jobs = shared.withLock { shared in
            defer { shared.jobs.removeAll() }
            return shared.jobs
        }
        for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
    }
}
