import Failures
import Operations
import Terminal
import Testing

@testable import Dashboard

struct CommandLogTests {
    private func press(_ state: inout DashboardState, _ keys: KeyEvent...) -> [Command] {
        keys.flatMap { update(&state, with: .key($0)) }
    }

    private var state: DashboardState {
        let settings = DashboardSettings(kubectlOptions: ["--context", "prod"])
        var state = DashboardState(
            size: Size(columns: 120, rows: 36),
            now: Samples.now,
            settings: settings
        )
        _ = update(&state, with: .snapshot(Samples.snapshot([Samples.checksReader()])))
        return state
    }

    @Test func `a change of traffic is told as kubectl would do it, and what became of it`() throws
    {
        var state = state
        _ = press(&state, .character("t"), .character("+"), .enter)
        let commands = press(&state, .enter)
        let command = try #require(commands.first)

        let entry = try #require(state.commandLog.selection)
        #expect(
            entry.equivalents == [
                "radiant traffic checks-reader canary=15 main=85 --context prod -n seldon",
                "kubectl --context prod -n seldon patch sdep checks-reader --type=json -p "
                    + #"'[{"op":"replace","path":"/spec/predictors/0/traffic","value":85},"#
                    + #"{"op":"replace","path":"/spec/predictors/1/traffic","value":15}]'"#,
            ]
        )
        #expect(entry.outcome == .running)

        _ = update(&state, with: .failed(command, Failure("forbidden")))

        #expect(state.commandLog.selection?.outcome == .failed("forbidden"))
        _ = press(&state, .character("C"))
        #expect(state.text.contains("✖ forbidden"))
        #expect(state.text.contains("kubectl --context prod -n seldon patch sdep"))
    }

    @Test func `a command is copied with one key`() {
        var state = state
        _ = press(&state, .character("E"))

        let commands = press(&state, .character("C"), .character("y"))

        let copied =
            "kubectl --context prod -n seldon get events --field-selector "
            + "involvedObject.name=checks-reader"
        #expect(commands.contains(.copy(copied)))
    }

    @Test func `a change is refused while a row moves under the key`() {
        var state = DashboardState(size: Size(columns: 120, rows: 36), now: Samples.now)
        _ = update(&state, with: .snapshot(Samples.snapshot(Samples.fleet)))
        _ = press(&state, .character("j"), .character("j"))
        let selected = state.fleet.selected
        var moved = Samples.fleet
        moved.removeAll { $0.id.name == "fraud-ensemble" }
        _ = update(&state, with: .snapshot(Samples.snapshot(moved)))

        _ = press(&state, .character("t"))

        #expect(state.fleet.selected == selected)
        #expect(state.overlay == nil)
        #expect(state.text.contains("the rows moved as the key was pressed"))

        _ = update(&state, with: .passed(.milliseconds(301)))
        _ = press(&state, .character("t"))

        #expect(!state.text.contains("the rows moved as the key was pressed"))
    }

    @Test func `another context begins with nothing of the one before`() {
        var state = state
        _ = press(&state, .enter)
        #expect(update(&state, with: .key(.character(":"))).isEmpty)
        let commands = press(
            &state,
            .character("c"),
            .character("t"),
            .character("x"),
            .character(" "),
            .character("b"),
            .enter
        )
        #expect(commands.contains(.setContext("b")))
        var other = Samples.snapshot([])
        other.context = "b"
        _ = update(&state, with: .snapshot(other))

        #expect(state.pages == [.fleet])
        #expect(state.timeline.frames.count == 1)
        #expect(state.timeline.marks.isEmpty)
    }
}
