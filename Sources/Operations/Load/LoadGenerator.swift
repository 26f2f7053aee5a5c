import Synchronization

/// Sends requests by a plan and counts what comes of them.
public final class LoadGenerator: Sendable {
    /// What came of one request.
    public enum Outcome: Sendable, Equatable {
        /// It was answered well.
        case ok
        /// It was not, for a reason in a few words.
        case failed(String)
        /// It was given up by us before it was answered, which says nothing about who was asked.
        case givenUp
    }

    private let plan: LoadPlan
    private let tally = Mutex(LoadTally())

    /// A generator for one run.
    public init(_ plan: LoadPlan) { self.plan = plan }

    /// The tally as it stands.
    public var current: LoadTally { tally.withLock { $0 } }

    /// How long those under way have to end when the run is cancelled: what is given up counts as an
    /// error where it was on its way to.
    private static let grace = Duration.seconds(2)

    /// Sends every request when it is due and waits for the last answer; cancelling the task ends
    /// the run with what there is, once those under way are answered or two seconds are over.
    ///
    /// A latency is counted from the moment at which the request was due, so that one slow answer
    /// does not hide the wait of those behind it.
    public func run(
        on clock: some Clock<Duration> = ContinuousClock(),
        send: @escaping @Sendable (Int) async -> Outcome
    ) async -> LoadTally {
        let start = clock.now
        await withDiscardingTaskGroup { group in
            let inFlight = Counter()
            for index in 0..<plan.count {
                let due = start.advanced(by: plan.due(index))
                do { try await clock.sleep(until: due, tolerance: nil) } catch { break }
                tally.withLock { $0.send() }
                guard inFlight.increment(upTo: plan.inFlightLimit) else {
                    tally.withLock { $0.fail("too many under way") }
                    continue
                }
                group.addTask {
                    let outcome = await Self.patiently(on: clock) { await send(index) }
                    let latency = due.duration(to: clock.now)
                    inFlight.decrement()
                    self.tally.withLock { tally in
                        switch outcome {
                        case .ok: tally.succeed(after: latency)
                        case .failed(let reason): tally.fail(reason)
                        case .givenUp: tally.giveUp()
                        }
                    }
                }
            }
            if Task.isCancelled { group.cancelAll() }
        }
        return current
    }

    /// Does something that outlives the cancellation of the task by a while.
    private static func patiently(
        on clock: some Clock<Duration>,
        _ body: @escaping @Sendable () async -> Outcome
    ) async -> Outcome {
        let call = Task { await body() }
        return await withTaskCancellationHandler {
            await call.value
        } onCancel: {
            Task {
                try? await clock.sleep(for: grace)
                call.cancel()
            }
        }
    }
}

/// How many of something there are, with a limit.
private final class Counter: Sendable {
    private let value = Mutex(0)

    func increment(upTo limit: Int) -> Bool {
        value.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func decrement() { value.withLock { $0 -= 1 } }
}
