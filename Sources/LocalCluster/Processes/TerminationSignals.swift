import Glibc
import Synchronization

/// The signals by which a person or a machine asks a process to end.
public enum TerminationSignals {
    /// The numbers of such signals as they arrive, from now on; they end nothing by themselves.
    ///
    /// There is one stream for the process: the newest call gets them.
    public static func stream() -> AsyncStream<Int32> {
        var ends: [Int32] = [-1, -1]
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        guard pipe(&ends) == 0 else {
            continuation.finish()
            return stream
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let reader = ends[0]
        let old = writingEnd.exchange(ends[1], ordering: .sequentiallyConsistent)
        if old >= 0 { close(old) }
        // A handler may do next to nothing: it hands the number to a thread that waits for it.
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { number in
                var byte = UInt8(truncatingIfNeeded: number)
                let end = writingEnd.load(ordering: .sequentiallyConsistent)
                if end >= 0 { _ = write(end, &byte, 1) }
            }
        }
        let relay = SignalRelay(reader: reader, continuation: continuation)
        relay.start()
        return stream
    }
}

private let writingEnd = Atomic<Int32>(-1)

/// The thread that waits for signals.
private final class SignalRelay: Sendable {
    private let reader: Int32
    private let continuation: AsyncStream<Int32>.Continuation

    init(reader: Int32, continuation: AsyncStream<Int32>.Continuation) {
        self.reader = reader
        self.continuation = continuation
    }

    func start() {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        let status = pthread_create(
            &thread,
            nil,
            { context in
                if let context {
                    Unmanaged<SignalRelay>.fromOpaque(context).takeRetainedValue().run()
                }
                return nil
            },
            context
        )
        if status == 0 { pthread_detach(thread) }
    }

    private func run() {
        var byte: UInt8 = 0
        while true {
            let count = read(reader, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { break }
            continuation.yield(Int32(byte))
        }
        close(reader)
        continuation.finish()
    }
}
