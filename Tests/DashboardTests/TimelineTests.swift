import Operations
import Terminal
import Testing

@testable import Dashboard

struct TimelineTests {
    private func state(
        minutes: Int,
        each change: (Int, inout DeploymentSnapshot) -> Void
    )
        -> DashboardState
    {
        let begin = Samples.now.advanced(by: .seconds(-60 * minutes))
        var state = DashboardState(size: Size(columns: 120, rows: 36), now: begin)
        for second in stride(from: 0, through: minutes * 60, by: 5) {
            var deployment = Samples.checksReader()
            change(second, &deployment)
            var snapshot = Samples.snapshot([deployment])
            snapshot.takenAt = begin.advanced(by: .seconds(second))
            _ = update(&state, with: .snapshot(snapshot))
        }
        return state
    }

    private func press(_ state: inout DashboardState, _ keys: KeyEvent...) {
        for key in keys { _ = update(&state, with: .key(key)) }
    }

    @Test func `the whole screen goes back in time, and changes are refused there`() {
        var state = state(minutes: 4) { second, deployment in
            if second >= 120 { deployment.health = .down }
        }
        press(&state, .character("{"), .character("{"), .character("{"))

        #expect(state.rows.first?.health == .serving)
        #expect(state.now < state.clock)
        #expect(state.text.contains("THE PAST"))
        press(&state, .character("t"))
        #expect(state.overlay == nil)
        #expect(state.text.contains("which is over"))

        press(&state, .character("}"))

        #expect(state.rows.first?.health == .down)
        #expect(state.past == nil)
    }

    @Test func `every frame is reached with one key, back and forth`() {
        var state = state(minutes: 2) { _, _ in }
        let count = state.timeline.frames.count
        var seen: [Moment] = []
        for _ in 0..<count + 3 {
            press(&state, .character("["))
            if seen.last != state.now { seen.append(state.now) }
        }

        #expect(seen == state.timeline.frames.map(\.takenAt).reversed().filter { $0 < state.clock })
        for _ in 0..<count + 3 { press(&state, .character("]")) }
        #expect(state.past == nil)
    }

    @Test func `no more than fifteen minutes are kept, and what happened is marked`() throws {
        let state = state(minutes: 20) { second, deployment in
            deployment.predictors[0].graph.restarts = second >= 900 ? 1 : 0
            if second >= 1000 { deployment.predictors[1].graph.image = "other:2" }
            if second >= 1100 {
                deployment.predictors[0].weights.declared = 50
                deployment.predictors[1].weights.declared = 50
            }
        }

        let first = try #require(state.timeline.frames.first?.takenAt)
        #expect(state.clock.elapsed(since: first) <= Timeline.length)
        #expect(state.timeline.frames.count < 120)
        let marks = state.timeline.marks(of: Samples.checksReader().id, until: state.now)
        #expect(marks.map(\.kind) == [.weights, .deploy, .restart])
    }

    @Test func `frames share what did not change`() {
        let state = state(minutes: 3) { _, _ in }

        let pods = state.timeline.frames.map { $0.deployments[0].predictors[0].graph.pods }
        let places = pods.map { pods in pods.withUnsafeBufferPointer { $0.baseAddress } }
        #expect(Set(places).count == 1)
    }
}
