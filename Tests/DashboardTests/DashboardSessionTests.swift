import Failures
import Operations
import Synchronization
import Terminal
import Testing

@testable import Dashboard

struct DashboardSessionTests {
    /// A cluster that does what it is told at once.
    private final class ScriptedRunner: CommandRunner {
        let commands = Mutex<[Command]>([])
        let cancelled = Mutex(0)

        func run(
            _ command: Command,
            report: @escaping @Sendable (Report) async -> Void
        ) async throws(Failure) {
            commands.withLock { $0.append(command) }
            switch command {
            case .follow(.logs(let target)):
                let line = LogLine(pod: "p", container: "c", text: "hello from the pod")
                await report(.logLines(target, [line]))
                let (stream, _) = AsyncStream<Void>.makeStream()
                for await _ in stream {}
                cancelled.withLock { $0 += 1 }
                await report(.notice(Notice(.remark, "the log ended")))
            case .predict:
                throw Failure("the gateway answered 503", hint: "is a predictor ready?")
            default:
                break
            }
        }
    }

    private func run(
        _ script:
            @escaping @Sendable (
                MemoryTerminal, AsyncStream<ClusterSnapshot>.Continuation, ScriptedRunner
            ) async -> Void
    ) async -> MemoryTerminal.Shown {
        let terminal = MemoryTerminal(columns: 80, rows: 24)
        let runner = ScriptedRunner()
        let (snapshots, sink) = AsyncStream<ClusterSnapshot>.makeStream()
        await withTaskGroup { group in
            group.addTask {
                await DashboardSession.run(
                    device: terminal,
                    snapshots: snapshots,
                    runner: runner,
                    clock: ContinuousClock(),
                    theme: .terminal,
                    now: Samples.now
                )
            }
            group.addTask { await script(terminal, sink, runner) }
        }
        return terminal.now
    }

    @Test(.timeLimit(.minutes(1)))
    func `a session shows what the cluster says, and gives the terminal back`() async {
        let last = await run { terminal, snapshots, _ in
            _ = await terminal.shows("waiting for the cluster")
            snapshots.yield(Samples.snapshot())
            _ = await terminal.shows("fraud-ensemble")
            terminal.press(.enter)
            _ = await terminal.shows("fleet › fraud-ensemble")
            terminal.press(.character("q"), .character("q"))
        }

        #expect(last.isClosed)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a log is followed until its page is left`() async {
        let last = await run { terminal, snapshots, runner in
            snapshots.yield(Samples.snapshot())
            _ = await terminal.shows("checks-reader")
            terminal.press(.character("L"))
            _ = await terminal.shows("hello from the pod")
            terminal.press(.escape)
            _ = await terminal.shows("the log ended")
            #expect(runner.cancelled.withLock { $0 } == 1)
            terminal.press(.character("q"))
        }

        #expect(last.isClosed)
    }

    @Test(.timeLimit(.minutes(1)))
    func `what fails is said`() async {
        let last = await run { terminal, snapshots, _ in
            snapshots.yield(Samples.snapshot())
            _ = await terminal.shows("checks-reader")
            terminal.press(.character("i"), .enter)
            _ = await terminal.shows("the gateway answered 503")
            terminal.press(.escape, .character("q"))
        }

        #expect(last.isClosed)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a resize, a suspension and a vanished terminal are survived`() async {
        let last = await run { terminal, snapshots, _ in
            snapshots.yield(Samples.snapshot())
            _ = await terminal.shows("checks-reader")
            terminal.press(.control("z"))
            _ = await terminal.shows { $0.suspensions == 1 }
            terminal.report(.resized(Size(columns: 40, rows: 10)))
            _ = await terminal.shows("radiant needs 60x15")
            terminal.report(.vanished)
        }

        #expect(last.isClosed)
    }

    /// A cluster that ends a command only when the terminal has been given back.
    private struct SlowRunner: CommandRunner {
        let terminal: MemoryTerminal

        func run(
            _ command: Command,
            report: @escaping @Sendable (Report) async -> Void
        ) async throws(Failure) {
            guard case .predict = command else { return }
            await report(.notice(Notice(.remark, "on its way")))
            _ = await Task { await terminal.shows { $0.isClosed } }.value
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `the terminal is given back before a slow command has ended`() async {
        let terminal = MemoryTerminal(columns: 80, rows: 24)
        let (snapshots, sink) = AsyncStream<ClusterSnapshot>.makeStream()
        sink.yield(Samples.snapshot())
        await withTaskGroup { group in
            group.addTask {
                await DashboardSession.run(
                    device: terminal,
                    snapshots: snapshots,
                    runner: SlowRunner(terminal: terminal),
                    clock: ContinuousClock(),
                    theme: .terminal,
                    now: Samples.now
                )
            }
            _ = await terminal.shows("checks-reader")
            terminal.press(.character("i"), .enter)
            _ = await terminal.shows("on its way")
            terminal.press(.escape, .character("q"))
        }

        #expect(terminal.now.isClosed)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a burst of snapshots is drawn in few frames, and no change in none`() async {
        let start = ContinuousClock.now
        let last = await run { terminal, snapshots, _ in
            for round in 1...200 {
                var fleet = Samples.fleet
                fleet[3].id.name = "round-\(round)"
                snapshots.yield(Samples.snapshot(fleet))
            }
            _ = await terminal.shows("round-200")
            terminal.press(.character("q"))
        }

        // However long it took on a busy machine: 30 frames a second, and some for the first changes.
        let most = Int(start.duration(to: .now) / FramePacer.interval) + 4
        #expect(last.frames.count <= most)
        #expect(last.frames.dropFirst().allSatisfy { $0 > 0 })
    }
}

struct FramePacerTests {
    @Test func `the first change is drawn at once, the next ones 33 ms apart`() {
        var pacer = FramePacer()

        #expect(pacer.changed(at: .seconds(5)) == .draw)
        #expect(
            pacer.changed(at: .seconds(5) + .milliseconds(3))
                == .drawLater(at: .seconds(5) + .milliseconds(33))
        )
        #expect(pacer.changed(at: .seconds(5) + .milliseconds(9)) == .wait)
        let plan = Duration.seconds(5) + .milliseconds(33)
        #expect(pacer.due(plan, at: .seconds(5) + .milliseconds(34)) == true)
        #expect(
            pacer.changed(at: .seconds(5) + .milliseconds(40))
                == .drawLater(at: .seconds(5) + .milliseconds(67))
        )
        let next = Duration.seconds(5) + .milliseconds(67)
        #expect(pacer.due(next, at: next) == true)
        #expect(pacer.changed(at: .seconds(7)) == .draw)
    }

    @Test func `what answers a key does not wait for a frame that is planned`() {
        var pacer = FramePacer()
        let plan = Duration.seconds(5) + .milliseconds(33)
        _ = pacer.changed(at: .seconds(5))
        _ = pacer.changed(at: .seconds(5) + .milliseconds(1))

        let answer = pacer.changed(at: .seconds(5) + .milliseconds(20), isAnswer: true)

        #expect(answer == .draw)
        #expect(pacer.due(plan, at: plan) == false)
        #expect(pacer.changed(at: plan) == .drawLater(at: .seconds(5) + .milliseconds(53)))
    }

    @Test func `keys that come in a heap are answered together`() {
        var pacer = FramePacer()
        _ = pacer.changed(at: .seconds(5), isAnswer: true)

        let second = pacer.changed(at: .seconds(5) + .milliseconds(1), isAnswer: true)

        #expect(second == .drawLater(at: .seconds(5) + .milliseconds(8)))
        #expect(pacer.changed(at: .seconds(5) + .milliseconds(2), isAnswer: true) == .wait)
    }
}
