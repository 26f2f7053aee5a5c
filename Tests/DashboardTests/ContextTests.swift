import Failures
import Operations
import Terminal
import Testing

@testable import Dashboard

struct ContextTests {
    private func snapshot(of context: String, _ name: String) -> ClusterSnapshot {
        var fleet = [Samples.fleet[0]]
        fleet[0].id.name = name
        var snapshot = Samples.snapshot(fleet)
        snapshot.context = context
        return snapshot
    }

    private func text(of state: DashboardState) -> String {
        let area = Rect(columns: state.size.columns, rows: state.size.rows)
        return screen(for: state, in: area, theme: .terminal).text
    }

    private func state() -> DashboardState {
        var state = DashboardState(size: Size(columns: 120, rows: 36), now: Samples.now)
        _ = update(&state, with: .snapshot(snapshot(of: "east", "old-reader")))
        return state
    }

    @Test func `nothing of the former cluster stays on the screen of another`() {
        var state = state()
        #expect(state.execute("ctx west") == [.setContext("west")])

        _ = update(&state, with: .finished(.setContext("west")))
        #expect(!text(of: state).contains("old-reader"))

        // What the former cluster told last comes late.
        _ = update(&state, with: .snapshot(snapshot(of: "east", "old-reader")))
        #expect(!text(of: state).contains("old-reader"))

        _ = update(&state, with: .snapshot(snapshot(of: "west", "new-reader")))
        #expect(text(of: state).contains("new-reader"))
        #expect(!text(of: state).contains("old-reader"))
    }

    @Test func `nothing is changed between two clusters`() {
        var state = state()
        _ = state.execute("ctx west")

        for key in ["t", "A", "U", "P", "e"] {
            let commands = update(&state, with: .key(.character(Character(key))))
            #expect(commands.isEmpty, "\(key)")
            #expect(state.overlay == nil, "\(key)")
        }
        #expect(text(of: state).contains("before west has answered"))
    }

    @Test func `a context that cannot be had leaves the cluster as it is`() {
        var state = state()
        _ = state.execute("ctx north")
        let failure = Failure("there is no context north")

        _ = update(&state, with: .failed(.setContext("north"), failure))
        _ = update(&state, with: .snapshot(snapshot(of: "east", "still-here")))

        #expect(text(of: state).contains("still-here"))
        #expect(state.objectionToChanges == nil)
    }
}
