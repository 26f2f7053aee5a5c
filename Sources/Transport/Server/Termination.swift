internal import Glibc

/// Ends what runs when somebody asks the process to end.
public enum Termination {
    /// Runs until it ends by itself or SIGTERM, SIGINT or SIGHUP comes.
    ///
    /// Then, after `farewell`, its task is cancelled, and what it does on its way out is waited for.
    ///
    /// - Throws: What the body throws, a cancellation left out.
    public static func run(
        _ body: @escaping @Sendable () async throws -> Void,
        onRequest farewell: @escaping @Sendable () async -> Void = {}
    ) async throws {
        let requests = requests()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await body() } catch is CancellationError {}
            }
            group.addTask {
                for await _ in requests { return await farewell() }
            }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// The requests to end, as they come; a second call takes them from the first.
    ///
    /// A handler may do next to nothing, so that it only writes a byte into a pipe, which a thread
    /// of its own reads.
    public static func requests() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return stream }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        requestPipe = ends[1]
        let reader = Unmanaged.passRetained(Reader(descriptor: ends[0], continuation))
        var thread = pthread_t()
        let problem = pthread_create(
            &thread,
            nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Reader>.fromOpaque(pointer).takeRetainedValue().run()
                return nil
            },
            reader.toOpaque()
        )
        guard problem == 0 else {
            reader.release()
            return stream
        }
        pthread_detach(thread)
        for signal in [SIGTERM, SIGINT, SIGHUP] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in
                let saved = errno
                var byte: UInt8 = 1
                write(requestPipe, &byte, 1)
                errno = saved
            }
            action.sa_flags = SA_RESTART
            sigaction(signal, &action, nil)
        }
        return stream
    }
}

/// Where the handler writes; set before a handler is installed, and then only read.
nonisolated(unsafe) private var requestPipe: Int32 = -1

/// What waits for the handler's bytes.
private final class Reader: Sendable {
    private let descriptor: Int32
    private let continuation: AsyncStream<Void>.Continuation

    init(descriptor: Int32, _ continuation: AsyncStream<Void>.Continuation) {
        self.descriptor = descriptor
        self.continuation = continuation
    }

    func run() {
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count == 1 {
                continuation.yield()
            } else if count == 0 || errno != EINTR {
                return continuation.finish()
            }
        }
    }
}
