import Operations
import Terminal
import Testing

@testable import Dashboard

struct FleetChangeTests {
    private func changes(_ change: (inout [DeploymentSnapshot]) -> Void) -> [String] {
        var fleet = Samples.fleet
        change(&fleet)
        return FleetChange.between(Samples.snapshot(), Samples.snapshot(fleet)).map(\.text)
    }

    @Test func `what a person would want to be told is told, and figures are not`() {
        #expect(changes { $0[2].figures = Samples.idle() } == [])
        #expect(changes { $0[2].health = .down } == ["sentiment is down"])
        #expect(changes { $0[4].health = .serving } == ["translate is serving; it was rolling"])
        #expect(changes { $0.remove(at: 2) } == ["sentiment is gone"])
        #expect(
            changes { $0[0].predictors[0].graph.children[0].restarts = 1 }
                == ["recognition-infer of checks-reader/main was restarted, once so far"]
        )
        #expect(
            changes { $0[0] = Samples.checksReader(main: 50) }
                == ["the traffic of checks-reader is main 50 · canary 50"]
        )
        #expect(
            changes { $0[2].predictors[0].replicas.ready = 0 }
                == ["sentiment/default has no ready pod left"]
        )
    }

    @Test func `a deployment that is the same copy is passed over, and one that moved is found`() {
        let old = Samples.fleet
        var new = old
        new[1].health = .down

        let same = FleetDifference(from: old, to: new)
        #expect(same.areSame)
        #expect(same.changed.map(\.place) == [1])
        #expect(same.changed.first?.before == old[1])

        let moved = FleetDifference(from: old, to: new.reversed())
        #expect(!moved.areSame)
        #expect(moved.changed.map(\.place) == [old.count - 2])
        #expect(moved.vanished.isEmpty)

        let fewer = FleetDifference(from: old, to: Array(new.dropFirst()))
        #expect(fewer.vanished == [old[0].id])
        #expect(fewer.changed.count == 1)
    }

    @Test func `rows that are kept from snapshot to snapshot stand as those that are made anew`() {
        var kept = FleetArrangement()
        var fleet = Samples.fleet
        for turn in 0..<24 {
            var state = FleetState()
            state.order = FleetState.Order.allCases[turn % FleetState.Order.allCases.count]
            state.isReversed = turn % 5 == 4
            if turn % 7 == 6 { state.filter.insert("e") }
            let place = turn % fleet.count
            if turn % 3 == 0 { fleet[place].health = turn % 2 == 0 ? .down : .serving }
            if turn % 3 == 1 { fleet[place].figures = Samples.idle() }
            if turn % 11 == 10 { fleet.remove(at: place) }

            kept.take(Samples.snapshot(fleet), in: state)
            var anew = FleetArrangement()
            anew.take(Samples.snapshot(fleet), in: state)

            #expect(kept.rows.map(\.id) == anew.rows.map(\.id))
            #expect(kept.widths == anew.widths)
        }
    }

    @Test func `another namespace is no change`() {
        let one = Samples.snapshot([Samples.checksReader()], scope: .one("seldon"))

        #expect(FleetChange.between(Samples.snapshot(), one).isEmpty)
    }

    @Test func `the bell rings when nothing answers any more`() {
        var state = DashboardState.sample(columns: 120, rows: 36)
        var fleet = Samples.fleet
        fleet[0].health = .down
        fleet[0].why = "main: detection-infer exited with 137"

        let commands = update(&state, with: .snapshot(Samples.snapshot(fleet)))

        let words = "checks-reader is down: main: detection-infer exited with 137"
        #expect(commands == [.alarm(words)])
        #expect(
            state.text.contains("✖ checks-reader is down: main: detection-infer exited with 137")
        )
    }

    @Test func `a source that fails and comes back is said once each`() {
        var state = DashboardState.sample(columns: 120, rows: 36)

        for _ in 0..<3 {
            _ = update(&state, with: .snapshot(Samples.snapshot(sources: Samples.failingAPI)))
        }
        _ = update(&state, with: .snapshot(Samples.snapshot()))

        #expect(
            state.notices.entries.map(\.notice.message) == [
                "the API server cannot be reached: connection refused",
                "the API server can be reached again",
            ]
        )
    }

    @Test func `the plain report says the fleet once, and then changes only`() {
        var report = PlainReport()

        let first = report.lines(for: Samples.snapshot([Samples.checksReader()]))
        let second = report.lines(for: Samples.snapshot([Samples.checksReader()]))
        var broken = Samples.checksReader(main: 50)
        broken.health = .stuck
        broken.why = "canary: \u{1B}[2JErrImagePull"
        let third = report.lines(for: Samples.snapshot([broken]))

        #expect(
            first == [
                "14:03:22 radiant-local, all namespaces, as admin",
                "14:03:22 seldon/checks-reader is serving, 2 of 2 ready, traffic main 80 · canary "
                    + "20, 5.2 requests a second, p99 212ms, errors 0%",
            ]
        )
        #expect(second.isEmpty)
        #expect(
            third == [
                "14:03:22 checks-reader is stuck: canary: ␛[2JErrImagePull",
                "14:03:22 the traffic of checks-reader is main 50 · canary 50",
            ]
        )
    }
}
