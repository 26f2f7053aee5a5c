import Documents
import Operations
import Testing

struct LoadTests {
    @Test func `requests are due at equal distances`() throws {
        let plan = try LoadPlan(rate: 4, duration: .seconds(2))

        #expect(plan.count == 8)
        #expect(
            (0..<4).map(plan.due) == [
                .zero, .milliseconds(250), .milliseconds(500), .milliseconds(750),
            ]
        )
    }

    @Test(arguments: [0, -1, .infinity, .nan]) func `a rate that is none is refused`(rate: Double) {
        #expect(throws: OperationsError.self) { try LoadPlan(rate: rate, duration: .seconds(1)) }
    }

    @Test func `quantiles are those of the answers`() {
        var tally = LoadTally()
        for milliseconds in (1...100).shuffled() {
            tally.send()
            tally.succeed(after: .milliseconds(milliseconds))
        }

        #expect(tally.quantile(0.5) == .milliseconds(50))
        #expect(tally.quantile(0.99) == .milliseconds(99))
        #expect(tally.quantile(1) == .milliseconds(100))
    }

    @Test func `the report ends with counts and quantiles`() {
        var tally = LoadTally()
        for _ in 0..<3 { tally.send() }
        tally.succeed(after: .milliseconds(7))
        tally.fail("HTTP 500")
        tally.fail("HTTP 500")

        let report = tally.json(elapsed: .seconds(1.5))

        #expect(
            report == [
                "seconds": 1.5, "failures": ["HTTP 500": 2], "sent": 3, "ok": 1, "failed": 2,
                "p50_ms": 7, "p95_ms": 7, "p99_ms": 7, "max_ms": 7,
            ]
        )
        #expect(
            Array(report.members.keys.suffix(7))
                == ["sent", "ok", "failed", "p50_ms", "p95_ms", "p99_ms", "max_ms"]
        )
    }

    @Test func `every request is sent and counted, and a full house is a failure`() async throws {
        let plan = try LoadPlan(rate: 1000, duration: .milliseconds(50), inFlightLimit: 1)
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        let generator = LoadGenerator(plan)

        let tally = await generator.run { index in
            guard index == 0 else { return .failed("not expected") }
            // The first answer comes only when all the others were turned away.
            while generator.current.failed < 49 { await Task.yield() }
            opening.finish()
            for await _ in gate {}
            return .ok
        }

        #expect(tally.sent == 50)
        #expect(tally.ok == 1)
        #expect(tally.failures == ["too many under way": 49])
    }

    @Test func `what is under way when the run is ended is waited for`() async throws {
        let generator = LoadGenerator(try LoadPlan(rate: 1, duration: .seconds(600)))
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)

        let run = Task {
            await generator.run { _ in
                begin.finish()
                for await _ in gate {}
                return Task.isCancelled ? .givenUp : .ok
            }
        }
        for await _ in begun {}
        run.cancel()
        opening.finish()
        let tally = await run.value

        #expect(tally.sent >= 1)
        #expect(tally.ok == tally.sent)
    }
}
