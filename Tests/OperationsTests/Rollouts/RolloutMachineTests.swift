import Testing

@testable import Operations

/// What a rollout decides, from what it is and what it sees.
struct RolloutMachineTests {
    private let start = RolloutSamples.start

    /// A rollout whose gates are watched since the start.
    private func baking(
        step: Int = 0,
        steps: [Int] = [20, 50, 100],
        limits: RolloutPlan.Limits = RolloutPlan.Limits(),
        needsApproval: Bool = false,
        finishes: Bool = false
    ) -> RolloutRecord {
        var record = RolloutSamples.record(
            steps: steps,
            limits: limits,
            needsApproval: needsApproval,
            finishes: finishes
        )
        record.phase = .baking
        record.step = step
        record.weights = ["main": 100 - steps[step], "canary": steps[step]]
        return record
    }

    private func decide(
        _ record: RolloutRecord,
        after seconds: Double,
        requests: Int = 100,
        failed: Int = 0,
        latency: Double = 0.02,
        change: (inout RolloutObservation) -> Void = { _ in }
    ) -> (RolloutMachine.Action, RolloutRecord) {
        let now = start.advanced(by: .seconds(seconds))
        var machine = RolloutMachine(record)
        let seen = RolloutSamples.observation(
            of: record,
            at: now,
            requests: requests,
            failed: failed,
            latency: latency,
            change: change
        )
        return (machine.decide(seen, at: now), machine.record)
    }

    @Test func `it shifts when the canary is ready and main was measured`() {
        #expect(decide(RolloutSamples.record(), after: 1).0 == .shift)
    }

    @Test func `it waits for a canary that is not ready, and gives up in the end`() {
        let unready: (inout RolloutObservation) -> Void = {
            $0.canary = .init(ready: 0, desired: 1, restarts: 2, why: "it crashes")
        }
        var record = RolloutSamples.record()
        record.restartsBefore = 2

        let (waiting, told) = decide(record, after: 30, change: unready)
        let (end, _) = decide(record, after: 61, change: unready)

        #expect(waiting == .none)
        #expect(told.message == "canary is not ready: it crashes")
        #expect(end == .restore(reason: "canary is not ready: it crashes"))
    }

    @Test func `a step is watched once its weights are routed`() {
        var record = RolloutSamples.record()
        record.phase = .shifting
        record.weights = ["main": 80, "canary": 20]

        let (_, held) = decide(record, after: 2) { $0.routed = ["main": 100, "canary": 0] }
        let (_, routed) = decide(record, after: 2)

        #expect(held.phase == .shifting)
        #expect(held.message == "canary has 20 %, declared and not routed yet")
        #expect(routed.phase == .baking)
        #expect(routed.phaseBegan == start.advanced(by: .seconds(2)))
    }

    @Test func `a step that holds for its time goes on, and the last one ends`() {
        #expect(decide(baking(), after: 9).0 == .none)
        let (action, record) = decide(baking(), after: 10)
        #expect(action == .shift)
        #expect(record.step == 1)
        #expect(decide(baking(step: 2), after: 10).1.phase == .promoted)
        #expect(decide(baking(step: 2, finishes: true), after: 10).0 == .replaceMain)
    }

    @Test func `errors restore at once, unless main fails as often`() {
        let (action, _) = decide(baking(), after: 1, failed: 5)
        let (excused, _) = decide(baking(), after: 1, failed: 5) {
            $0.mainReading = .success(
                .init(
                    counters: RolloutSamples.counters(100, failed: 6),
                    readAt: self.start.advanced(by: .seconds(1))
                )
            )
        }

        guard case .restore(let reason) = action else { return #expect(Bool(false), "\(action)") }
        #expect(reason == "errors 5 %, at most 1 % (main 0 %), 100 requests")
        #expect(excused == .none)
    }

    @Test func `a canary that is slower than chance allows is stopped`() {
        guard case .restore(let reason) = decide(baking(), after: 1, latency: 0.2).0 else {
            return #expect(Bool(false))
        }
        #expect(reason.hasPrefix("p95 "))
        #expect(reason.contains("(main 24 ms)"), "\(reason)")
    }

    @Test func `no requests give no verdict: it waits, then stops and says so`() {
        let (waiting, record) = decide(baking(), after: 30, requests: 3)
        let (end, _) = decide(baking(), after: 71, requests: 3)

        #expect(waiting == .none)
        #expect(record.gates.first { $0.gate == .requests }?.verdict == .waiting)
        #expect(end == .restore(reason: "no verdict in time: requests 3, at least 10"))
    }

    @Test func `figures that stay away or are old never pass a gate`() {
        for old in [true, false] {
            let (action, record) = decide(baking(), after: 30) { seen in
                seen.canaryReading =
                    old
                    ? .success(
                        .init(counters: RolloutSamples.counters(100), readAt: self.start)
                    ) : .failure(.init(reason: "HTTP 503"))
            }

            #expect(action == .none)
            let verdicts = record.gates.filter { $0.gate.countsRequests }.map(\.verdict)
            #expect(verdicts == [.noData, .noData])
        }
    }

    @Test func `a change of somebody else holds it, and it goes on above what it finds`() {
        let (action, held) = decide(baking(), after: 30) {
            $0.generation = 9
            $0.editor = "kubectl-edit"
            $0.weights = ["main": 40, "canary": 60]
        }

        #expect(action == .none)
        #expect(
            held.hold?.reason
                == "somebody changed the deployment with kubectl-edit: it has canary 60, main 40 now"
        )
        #expect(decide(held, after: 500, failed: 90).0 == .none)
    }

    @Test func `it waits for a person where that was asked for`() {
        let (action, record) = decide(baking(needsApproval: true), after: 10)
        var approved = record
        approved.approved = 1

        #expect(action == .none)
        #expect(record.phase == .approving)
        #expect(record.message == "waits for approval to go on to 50 %")
        #expect(decide(record, after: 100).0 == .none)
        #expect(decide(approved, after: 100).0 == .shift)
    }

    @Test func `main takes the traffic back once its own pods are new, and the canary goes last`() {
        var record = baking(step: 2, finishes: true)
        record.phase = .replacing
        #expect(decide(record, after: 5).0 == .none)
        #expect(decide(record, after: 5) { $0.isMainCurrent = true }.0 == .returnTraffic)

        record.phase = .returning
        #expect(decide(record, after: 5).1.phase == .draining)

        record.phase = .draining
        #expect(decide(record, after: 5) { $0.canaryIdle = 1 }.0 == .none)
        #expect(decide(record, after: 5) { $0.canaryIdle = 3 }.0 == .removeCanary)

        record.phase = .removing
        record.weights = ["main": 100]
        #expect(decide(record, after: 5).1.phase == .promoted)
    }

    @Test func `a console that is silent for 15 s leaves a rollout unattended since then`() {
        var record = RolloutSamples.record()
        record.driver = .init(name: "alice", token: "t", heartbeat: start.secondsSince1970)

        #expect(record.unattendedSince(at: start.advanced(by: .seconds(14))) == nil)
        #expect(record.unattendedSince(at: start.advanced(by: .seconds(16))) == start)
    }
}
