internal import DequeModule
internal import NIOCore

/// Runs tasks on an event loop, so that a request never changes threads.
///
/// What becomes ready on the loop while one of its handlers runs is run when the handler is done
/// with its input, without a turn of the loop; what comes from elsewhere waits for the next turn.
final class LoopExecutor: TaskExecutor, @unchecked Sendable {
    // `ready` and `isRunning` belong to the loop's thread.
    let loop: any EventLoop
    private var ready = Deque<UnownedJob>()
    private var isRunning = false

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        guard loop.inEventLoop else {
            loop.execute { self.run(job) }
            return
        }
        ready.append(job)
        if !isRunning {
            isRunning = true
            loop.execute { self.drain() }
        }
    }

    /// Runs `body` and then all that has become ready by it; on the loop.
    func whileRunning(_ body: () -> Void) {
        guard !isRunning else { return body() }
        isRunning = true
        body()
        drain()
    }

    private func run(_ job: UnownedJob) {
        ready.append(job)
        drain()
    }

    private func drain() {
        isRunning = true
        let executor = asUnownedTaskExecutor()
        while let job = ready.popFirst() { job.runSynchronously(on: executor) }
        isRunning = false
    }
}
