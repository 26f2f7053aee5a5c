internal import CCurl
internal import Glibc
internal import HTTP
internal import Synchronization

/// The thread that drives libcurl's multi interface, and the queue of what it shall do.
///
/// Handles of libcurl are touched by that thread alone; everybody else leaves commands in `queue`
/// and wakes it. `curl_multi_wakeup` may be called from any thread (libcurl's documentation).
final class CurlEngine: @unchecked Sendable {
    // Unchecked because of `multi`: used by the engine's thread, and elsewhere for the wakeup only,
    // which takes place under the lock of `queue` and not after `isStopped`.

    /// A request with the continuation that waits for its answer.
    struct Job: Sendable {
        var id: UInt64
        var request: Request
        var body: [UInt8]
        var options: RequestOptions
        /// The transport that was asked, which lives as long as what it carries.
        var owner: CurlTransport
        var continuation: CheckedContinuation<Response, any Error>
    }

    private enum Command {
        case start(Job)
        case cancel(UInt64)
        case resume(UInt64)
        case stop
    }

    private struct Queue {
        var commands: [Command] = []
        var isStopped = false
    }

    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let multi: UnsafeMutableRawPointer?
    private let settings: CurlSettings
    private let queue = Mutex(Queue())
    private let nextID = Atomic<UInt64>(1)

    init(_ settings: CurlSettings) {
        precondition(CurlEngine.isReady, "libcurl could not be initialised")
        self.settings = settings
        multi = curl_multi_init()
        _ = radiant_curl_multi_set_long(multi, CURLMOPT_PIPELINING, 2)
        var thread = pthread_t()
        pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<CurlEngine>.fromOpaque(context).takeRetainedValue().run()
                return nil
            },
            Unmanaged.passRetained(self).toOpaque()
        )
        pthread_detach(thread)
    }

    func makeID() -> UInt64 { nextID.wrappingAdd(1, ordering: .relaxed).oldValue }

    func start(_ job: Job) { post(.start(job)) }

    func cancel(_ id: UInt64) { post(.cancel(id)) }

    func resume(_ id: UInt64) { post(.resume(id)) }

    func stop() { post(.stop) }

    private func post(_ command: Command) {
        let isAccepted = queue.withLock { queue in
            guard !queue.isStopped else { return false }
            queue.commands.append(command)
            if let multi { curl_multi_wakeup(multi) }
            return true
        }
        if !isAccepted, case .start(let job) = command {
            job.continuation.resume(throwing: CancellationError())
        }
    }

    private func run() {
        guard let multi else { return }
        var loop = CurlLoop(multi: multi, settings: settings, engine: self)
        while true {
            var isStopping = false
            let commands = queue.withLock { queue in
                let commands = queue.commands
                queue.commands = []
                return commands
            }
            for command in commands {
                switch command {
                case .start(let job): loop.start(job)
                case .cancel(let id): loop.end(id, with: CancellationError())
                case .resume(let id): loop.resume(id)
                case .stop: isStopping = true
                }
            }
            if isStopping { break }
            loop.turn()
        }
        let left = queue.withLock { queue in
            queue.isStopped = true
            return queue.commands
        }
        for case .start(let job) in left { job.continuation.resume(throwing: CancellationError()) }
        loop.endAll()
        curl_multi_cleanup(multi)
    }
}
