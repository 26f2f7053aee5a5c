import Operations
import Terminal
import Testing

@testable import Dashboard

struct PageTests {
    private let checks = Samples.checksReader().id

    private func state(_ keys: KeyEvent...) -> DashboardState {
        let snapshot = Samples.snapshot([Samples.checksReader()])
        return .sample(columns: 120, rows: 36, snapshot: snapshot, keys: keys)
    }

    @Test func `hjkl walk over the nodes of a graph`() {
        var state = DashboardState.sample(
            columns: 120,
            rows: 36,
            snapshot: Samples.snapshot([Samples.fraud]),
            keys: [.enter]
        )
        func selected() -> String {
            guard case .graph(_, let path) = state.page else { return "" }
            return path.map { "\($0.predictor)/\($0.node)" } ?? ""
        }
        func walk(_ keys: String) -> [String] {
            keys.map { key in
                _ = update(&state, with: .key(.character(key)))
                return selected()
            }
        }

        #expect(walk("llj") == ["main/vote", "main/gradient-trees", "main/network"])
        #expect(walk("jhj") == ["main/rules", "main/ab-test", "main/network"])
        #expect(walk("Gjg") == ["candidate/small-net", "candidate/small-net", "main/ab-test"])
    }

    @Test func `logs and events are followed as long as their page is open`() {
        var state = state()
        let target = LogTarget(deployment: checks)

        #expect(state.strike(.character("L")) == [.follow(.logs(target))])
        #expect(state.strike(.character("E")) == [.follow(.events(checks))])
        #expect(state.strike(.escape) == [.unfollow(.events(checks))])
        #expect(state.strike(.escape) == [.unfollow(.logs(target))])
    }

    @Test func `the logs of a node are opened from its card`() {
        var state = state(.enter)

        let commands = state.strike(.character("l"), .character("L"))

        let node = NodePath(predictor: "main", node: "recognition-infer")
        #expect(commands == [.follow(.logs(LogTarget(deployment: checks, node: node)))])
    }

    @Test func `only what is on the screen is watched closely`() {
        var state = DashboardState(size: Size(columns: 80, rows: 24), now: Samples.now)

        let commands = update(&state, with: .snapshot(Samples.snapshot()))
        #expect(commands == [.watchClosely(Set(Samples.fleet.map(\.id)))])

        let opened = state.strike(.enter)
        #expect(opened == [.watchClosely([Samples.fraud.id])])
    }

    @Test func `log lines are kept in bounds, and scrolling back stays at its lines`() {
        var state = state(.character("L"))
        let target = LogTarget(deployment: checks)
        func write(_ numbers: ClosedRange<Int>) {
            let lines = numbers.map { LogLine(pod: "p", container: "c", text: "line \($0)") }
            _ = update(&state, with: .reported(.logLines(target, lines)))
        }

        write(1...100)
        _ = state.strike(.character("k"))
        let before = state.text
        write(101...101)
        #expect(state.text.contains("line 99\n") && before.contains("line 99\n"))
        #expect(!state.text.contains("line 101"))

        write(102...12_000)
        #expect(state.logs.lines.count <= LogState.capacity * 11 / 10)
        _ = state.strike(.character("f"))
        #expect(state.text.contains("line 12000"))
    }

    @Test func `n and N find what is searched for`() {
        var state = state(.character("L"))
        let lines = (1...200).map { LogLine(pod: "p", container: "c", text: "line \($0)") }
        let target = LogTarget(deployment: checks)
        _ = update(&state, with: .reported(.logLines(target, lines)))

        _ = state.strike(.character("/"))
        state.type("LINE 15")
        _ = state.strike(.enter)
        #expect(state.logs.scrollBack == 200 - 159)
        _ = state.strike(.character("N"))
        #expect(state.logs.scrollBack == 200 - 158)
        _ = state.strike(.character("n"), .character("n"))
        #expect(state.notices.entries.last?.notice.message.contains("no further line") == true)
    }

    @Test func `letters are typed on the bench, not obeyed`() {
        var state = state(.character("i"))

        state.type("/q/t.png")
        let commands = state.strike(.enter)

        let request = TestRequest(deployment: checks, subject: .file(path: "/q/t.png"))
        #expect(commands == [.predict(request)])
        #expect(state.strike(.enter) == [])
    }

    @Test func `a path is completed as far as it is certain`() {
        var state = state(.character("i"))
        state.type("ch")
        #expect(state.strike(.tab) == [.completePath("ch")])

        let paths = ["checks/qnb_article.jpg", "checks/qnb_2.png"]
        _ = update(&state, with: .reported(.paths(paths, typed: "ch")))

        #expect(state.bench.input.text == "checks/qnb_")
        #expect(state.text.contains("qnb_article.jpg  qnb_2.png"))
    }

    @Test func `the bench asks each predictor in turn, all at once, or lets the weights decide`() {
        var state = state(.character("i"))

        let asked = (0..<4).map { _ in
            _ = state.strike(.backTab)
            return state.bench.predictors
        }

        #expect(asked == [["main"], ["canary"], ["main", "canary"], []])
    }

    @Test func `an answer to a request that is no longer awaited is dropped`() {
        var state = state(.character("i"), .enter)
        let other = TestRequest(deployment: checks, predictors: ["main"], subject: .bundledCheck)

        _ = update(&state, with: .reported(.answered(other, .prediction(Samples.prediction()))))

        #expect(state.bench.entries.isEmpty)
    }

    @Test func `commands do what their keys do`() {
        var state = state()
        func run(_ command: String) -> [Command] {
            _ = state.strike(.character(":"))
            state.type(command)
            return state.strike(.enter)
        }

        #expect(run("ns payments") == [.setScope(.one("payments"))])
        #expect(run("ns all") == [.setScope(.all)])
        #expect(run("logs checks-reader").contains(.follow(.logs(LogTarget(deployment: checks)))))
        #expect(run("fleet").contains(.unfollow(.logs(LogTarget(deployment: checks)))))
        _ = run("traffic main=50 canary=50")
        #expect(
            state.strike(.enter, .enter) == [
                .setTraffic(checks, weights: ["main": 50, "canary": 50])
            ]
        )
        _ = run("traffic nobody=50")
        #expect(state.notices.entries.last?.notice.message.contains("no predictor nobody") == true)
        _ = run("frobnicate")
        #expect(state.notices.entries.last?.notice.message == "there is no command :frobnicate")
        #expect(run("q") == [.quit])
    }

    @Test func `Tab completes commands and names`() {
        var state = state(.character(":"))
        state.type("gr")
        _ = state.strike(.tab)
        state.type("ch")
        _ = state.strike(.tab, .enter)

        #expect(state.page == .graph(checks, selected: nil))
    }

    @Test func `pasted text is a row of commands nowhere`() {
        var state = state()

        #expect(update(&state, with: .pasted("qtq:quit\n")) == [])
        #expect(state.pages == [.fleet] && state.overlay == nil)

        _ = state.strike(.character("/"))
        _ = update(&state, with: .pasted("checks\u{1B}[2J"))
        #expect(state.fleet.filter.text == "checks␛[2J")
    }
}
