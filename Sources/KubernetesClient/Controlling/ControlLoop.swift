import Failures
import Logging

/// What runs a reconciler whenever its triggers say so, until the task is cancelled.
public actor ControlLoop<Work: Reconciler> {
    private let work: Work
    private let triggers: [Trigger<Work.Key>]
    private let clock: any Clock<Duration>
    private let logger: Logger
    private var schedule: WorkSchedule<Work.Key>
    private var timers: Set<Work.Key> = []
    private let ready: AsyncStream<Work.Key>
    private let start: AsyncStream<Work.Key>.Continuation

    /// Makes a loop.
    ///
    /// - Parameters:
    ///   - name: What it is called in the log.
    ///   - work: The reconciler.
    ///   - triggers: Where its keys come from.
    ///   - limit: How many keys are worked on at a time.
    ///   - clock: What waiting is measured by.
    public init(
        _ name: String,
        _ work: Work,
        triggers: [Trigger<Work.Key>],
        limit: Int = 4,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.work = work
        self.triggers = triggers
        self.clock = clock
        logger = Logger(label: "radiant.\(name)")
        schedule = WorkSchedule(limit: limit)
        (ready, start) = AsyncStream.makeStream()
    }

    /// Runs until the task is cancelled; a loop runs once only.
    public func run() async {
        for trigger in triggers { await trigger.filled() }
        await withDiscardingTaskGroup { group in
            for trigger in triggers {
                group.addTask { await trigger.follow { await self.add($0) } }
            }
            for await key in ready {
                group.addTask { await self.perform(key) }
            }
            group.cancelAll()
        }
    }

    private func add(_ key: Work.Key) {
        schedule.add(key)
        dispatch()
    }

    private func dispatch() {
        for key in schedule.takeReady() { start.yield(key) }
    }

    private nonisolated func perform(_ key: Work.Key) async {
        do {
            let delay = try await work.reconcile(key)
            await succeed(key)
            // One timer a key is enough: the work tells anew when to look again.
            if let delay, await claimTimer(key) {
                try? await clock.sleep(for: delay)
                await fire(key)
            }
        } catch {
            if Task.isCancelled { return }
            let delay = await fail(key, error)
            try? await clock.sleep(for: delay)
            await add(key)
        }
    }

    private func succeed(_ key: Work.Key) {
        schedule.succeed(key)
        dispatch()
    }

    private func fail(_ key: Work.Key, _ error: any Error) -> Duration {
        let isConflict = (error as? ClientError)?.isConflict ?? false
        logger.log(level: isConflict ? .debug : .warning, "\(key): \(Failure(describing: error))")
        let delay = schedule.fail(key)
        dispatch()
        return Backoff.jittered(delay)
    }

    private func claimTimer(_ key: Work.Key) -> Bool { timers.insert(key).inserted }

    private func fire(_ key: Work.Key) {
        timers.remove(key)
        add(key)
    }
}
