import Failures
import Operations
import Terminal
import Testing

@testable import Dashboard

struct UpdateTests {
    private let checks = Samples.checksReader().id

    @Test func `the selection stays with its deployment when rows move`() {
        var state = DashboardState.sample(columns: 120, rows: 36)
        _ = state.strike(.character("j"), .character("j"), .character("j"))
        let selected = state.fleet.selected
        #expect(selected?.name == "sentiment")

        var fleet = Samples.fleet
        fleet[2].health = .down
        _ = update(&state, with: .snapshot(Samples.snapshot(fleet)))

        #expect(state.fleet.selected == selected)
        #expect(state.rows.first { $0.id == selected } != nil)
        #expect(state.rows.firstIndex { $0.id == selected } != 3)
    }

    @Test func `a deployment of the same name that was made anew is another one`() {
        var state = DashboardState.sample(columns: 120, rows: 36)
        _ = state.strike(.character("j"))
        #expect(state.fleet.selected?.name == "translate")

        var fleet = Samples.fleet
        fleet[4].id.uid = "another"
        _ = update(&state, with: .snapshot(Samples.snapshot(fleet)))

        // The row at the same place takes over, whatever it is called.
        #expect(state.fleet.selected == state.rows[1].id)
    }

    @Test func `the filter keeps rows that contain every word`() {
        var state = DashboardState.sample(columns: 120, rows: 36)

        _ = state.strike(.character("/"))
        state.type("nlp serv")

        #expect(state.rows.map(\.id.name) == ["embeddings", "sentiment"])
        #expect(state.fleet.selected?.name == "embeddings")
    }

    @Test func `Esc goes back by exactly one step`() {
        var state = DashboardState.sample(columns: 120, rows: 36)
        _ = state.strike(.character("/"))
        state.type("checks")
        _ = state.strike(.enter, .enter, .enter, .character("?"))
        #expect(state.pages.count == 3)

        _ = state.strike(.escape)
        #expect(state.overlay == nil && state.pages.count == 3)
        _ = state.strike(.escape)
        #expect(state.pages.count == 2)
        _ = state.strike(.escape)
        #expect(state.pages == [.fleet] && state.fleet.filter.text == "checks")
        _ = state.strike(.escape)
        #expect(state.fleet.filter.text.isEmpty)
        #expect(state.strike(.escape) == [])
        #expect(state.pages == [.fleet])
    }

    @Test func `q quits from the fleet only, and Ctrl-c when pressed twice`() {
        var state = DashboardState.sample(columns: 120, rows: 36, keys: [.enter])

        #expect(!state.strike(.character("q")).contains(.quit))
        #expect(state.strike(.control("c")) == [])
        #expect(state.strike(.character("k"), .control("c")) == [])
        #expect(state.strike(.control("c")) == [.quit])
        #expect(state.strike(.character("q")) == [.quit])
        #expect(state.strike(.control("z")) == [.suspend])
    }

    @Test func `weights of 90 and 20 are refused`() {
        var state = dialog()

        state.type("90")
        #expect(state.strike(.enter) == [])

        guard case .traffic(let dialog) = state.overlay else {
            Issue.record("the dialog is gone")
            return
        }
        #expect(dialog.objection == "the weights sum to 110: 10 over 100")
        #expect(!dialog.isConfirming)
    }

    @Test func `new weights are sent after a question`() {
        var state = dialog()

        state.type("50")
        _ = state.strike(.down)
        state.type("50")
        #expect(state.strike(.enter) == [])
        let commands = state.strike(.character("y"))

        #expect(commands == [.setTraffic(checks, weights: ["main": 50, "canary": 50])])
        #expect(state.overlay == nil)
    }

    @Test func `a question that is answered with no changes nothing`() {
        var state = dialog()

        #expect(state.strike(.character("-"), .enter, .character("n")) == [])
        #expect(state.strike(.escape) == [])
        #expect(state.overlay == nil && state.pending.isEmpty)
    }

    @Test func `a change is pending until the cluster shows it`() throws {
        var state = dialog()
        let sent = state.strike(.character("-"), .enter, .enter)
        let command = try #require(sent.first)
        #expect(state.text.contains("pending main 75 · canary 25: sent"))

        _ = update(&state, with: .finished(command))
        #expect(state.text.contains("accepted, not yet routed"))

        var declared = Samples.checksReader(main: 75)
        declared.predictors[0].weights.routed = 80
        _ = update(&state, with: .snapshot(Samples.snapshot([declared])))
        #expect(state.pending.count == 1)

        _ = update(&state, with: .snapshot(Samples.snapshot([Samples.checksReader(main: 75)])))
        #expect(state.pending.isEmpty)
        #expect(state.notices.entries.last?.notice.level == .done)
    }

    @Test func `a change that was refused is not pending, and its reason is said`() throws {
        var state = dialog()
        let command = try #require(state.strike(.character("-"), .enter, .enter).first)

        let failure = Failure("main has no ready pod", hint: "wait, or scale it up")
        #expect(update(&state, with: .failed(command, failure)) == [.ringBell])

        #expect(state.pending.isEmpty)
        #expect(state.text.contains("✖ main has no ready pod  wait, or scale it up"))
    }

    @Test func `nothing is changed through a dashboard that is read-only or cut off`() {
        for snapshot in [
            Samples.snapshot(isReadOnly: true), Samples.snapshot(sources: Samples.failingAPI),
        ] {
            var state = DashboardState.sample(columns: 120, rows: 36, snapshot: snapshot)

            #expect(state.strike(.character("t")) == [])
            #expect(state.overlay == nil)
            #expect(state.notices.entries.last?.notice.level == .trouble)
        }
    }

    @Test func `a question that stood while the connection broke is not sent`() {
        var state = dialog()
        _ = state.strike(.character("-"), .enter)

        _ = update(&state, with: .snapshot(Samples.snapshot(sources: Samples.failingAPI)))

        #expect(state.strike(.character("y")) == [])
        #expect(state.pending.isEmpty)
    }

    @Test func `a deployment of one predictor has no weights to give`() {
        var state = DashboardState.sample(columns: 120, rows: 36)
        _ = state.strike(.character("j"), .character("t"))

        #expect(state.overlay == nil)
        #expect(state.notices.entries.last?.notice.message.contains("one predictor") == true)
    }

    private func dialog() -> DashboardState {
        let snapshot = Samples.snapshot([Samples.checksReader()])
        return .sample(columns: 120, rows: 36, snapshot: snapshot, keys: [.character("t")])
    }
}
