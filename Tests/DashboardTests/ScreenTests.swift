import Failures
import Operations
import Terminal
import Testing

@testable import Dashboard

/// The screens as an engineer sees them, held against text files.
struct ScreenTests {
    static let sizes = ["80x24", "120x36", "200x60"]

    private static func state(
        _ size: String,
        snapshot: ClusterSnapshot? = Samples.snapshot(),
        keys: [KeyEvent] = []
    ) -> DashboardState {
        let sides = size.split(separator: "x").compactMap { Int($0) }
        return .sample(columns: sides[0], rows: sides[1], snapshot: snapshot, keys: keys)
    }

    static let toChecks: [KeyEvent] = Array(repeating: .character("j"), count: 4)

    @Test(arguments: sizes)
    func `the fleet puts trouble first and says why`(size: String) throws {
        try ScreenRecording.expect(Self.state(size), is: "fleet-\(size)")
    }

    @Test(arguments: sizes)
    func `a chain of two models is drawn for both predictors`(size: String) throws {
        let state = Self.state(size, keys: Self.toChecks + [.enter])

        try ScreenRecording.expect(state, is: "graph-chain-\(size)")
    }

    @Test(arguments: sizes)
    func `a router, a combiner and a shadow are drawn as what they are`(size: String) throws {
        try ScreenRecording.expect(Self.state(size, keys: [.enter]), is: "graph-router-\(size)")
    }

    @Test func `a narrow terminal gets a tree`() throws {
        try ScreenRecording.expect(Self.state("66x22", keys: [.enter]), is: "graph-tree-66x22")
    }

    @Test func `a terminal that is too small says what it needs`() throws {
        try ScreenRecording.expect(Self.state("59x14"), is: "too-small-59x14")
        try ScreenRecording.expect(Self.state("9x2"), is: "too-small-9x2")
        try ScreenRecording.expect(Self.state("60x15"), is: "fleet-60x15")
    }

    @Test func `data is kept and dimmed when the API server does not answer`() throws {
        let snapshot = Samples.snapshot(sources: Samples.failingAPI)

        try ScreenRecording.expect(Self.state("120x36", snapshot: snapshot), is: "fleet-api-fails")
    }

    @Test func `a cluster that never answered is said in the middle of the screen`() throws {
        let snapshot = ClusterSnapshot(
            context: "production",
            cluster: "production",
            user: "admin",
            isComplete: false,
            sources: [SourceHealth(.apiServer, .failing(reason: "connection refused"))],
            takenAt: Samples.now
        )

        try ScreenRecording.expect(Self.state("80x24", snapshot: snapshot), is: "fleet-unreachable")
    }

    @Test func `old figures are marked and say their age`() throws {
        let old = Samples.snapshot([Samples.checksReader(age: 34)])
        let state = Self.state("120x36", snapshot: old)

        try ScreenRecording.expect(state, is: "fleet-stale")
        try ScreenRecording.expect(
            Self.state("120x36", snapshot: old, keys: [.enter]),
            is: "graph-stale"
        )
    }

    @Test func `before the first answer the fleet waits, and then it may be empty`() throws {
        try ScreenRecording.expect(Self.state("80x24", snapshot: nil), is: "fleet-waiting")
        try ScreenRecording.expect(
            Self.state("80x24", snapshot: Samples.snapshot([], scope: .one("seldon"))),
            is: "fleet-empty"
        )
    }

    @Test(arguments: ["80x24", "120x36"])
    func `help lists the keys of the page`(size: String) throws {
        try ScreenRecording.expect(Self.state(size, keys: [.character("?")]), is: "help-\(size)")
    }

    @Test func `a node shows its image, figures and pods`() throws {
        let keys: [KeyEvent] = [.enter, .character("l"), .character("l"), .character("j"), .enter]

        try ScreenRecording.expect(Self.state("80x24", keys: keys), is: "node-80x24")
    }

    @Test func `the test bench shows the line, its fields and the time of each node`() throws {
        var state = Self.state("120x36", keys: Self.toChecks + [.character("i"), .enter])
        try ScreenRecording.expect(state, is: "bench-waiting")

        let request = TestRequest(deployment: Samples.checksReader().id, subject: .bundledCheck)
        _ = update(&state, with: .reported(.answered(request, .prediction(Samples.prediction()))))

        try ScreenRecording.expect(state, is: "bench-answer")
    }

    @Test func `the test bench says when there is no line, and when nothing came back`() throws {
        var state = Self.state("80x24", keys: Self.toChecks + [.character("i")])
        let request = TestRequest(deployment: Samples.checksReader().id, subject: .bundledCheck)
        let none = CheckReading(
            micr: "",
            confidence: 0,
            reason: "no band of E-13B characters found"
        )
        let failure = Failure("the gateway answered 503", hint: "is a predictor ready?")

        for (answer, name) in [
            (PredictionResult.Answer.check(none), "bench-no-line"),
            (.failed(failure), "bench-failed"),
        ] {
            _ = state.strike(.enter)
            let outcome = TestOutcome.prediction(Samples.prediction(answer))
            _ = update(&state, with: .reported(.answered(request, outcome)))
            try ScreenRecording.expect(state, is: name)
        }
    }

    @Test func `the traffic dialog shows what is, what will be, and what is sent`() throws {
        var state = Self.state("80x24", keys: Self.toChecks + [.character("t")])
        try ScreenRecording.expect(state, is: "traffic-opened")

        state.type("90")
        try ScreenRecording.expect(state, is: "traffic-sum-110")

        _ = state.strike(.down)
        state.type("10")
        _ = state.strike(.enter)
        try ScreenRecording.expect(state, is: "traffic-confirm")

        _ = state.strike(.enter)
        try ScreenRecording.expect(state, is: "traffic-pending")
    }

    @Test func `logs name their pods when there are several`() throws {
        var state = Self.state("80x24", keys: Self.toChecks + [.character("L")])
        let target = LogTarget(deployment: Samples.checksReader().id)
        let lines = (1...30).map { number in
            LogLine(
                at: Samples.now.advanced(by: .seconds(number)),
                pod: number % 3 == 0
                    ? "checks-reader-canary-0-recognition" : "checks-reader-main-0",
                container: "recognition-infer",
                text: number == 29
                    ? "\u{1B}[31mred\u{1B}[0m \u{1B}]52;c;aGk=\u{07} \u{202E}gnp" : "line \(number)"
            )
        }
        _ = update(&state, with: .reported(.logLines(target, lines)))
        try ScreenRecording.expect(state, is: "logs-80x24")

        _ = state.strike(.character("/"))
        state.type("line 12")
        _ = state.strike(.enter)
        try ScreenRecording.expect(state, is: "logs-found")
    }

    @Test func `events stand in columns, the newest first`() throws {
        var state = Self.state("120x36", keys: [.character("E")])
        let events = [
            EventLine(
                id: "1",
                at: Samples.now.advanced(by: .seconds(-12)),
                count: 7,
                isWarning: true,
                reason: "BackOff",
                object: "pod/fraud-ensemble-canary-0-network",
                message: "Back-off pulling image \"ml/net:8\"\u{1B}]52;c;aGk=\u{07}"
            ),
            EventLine(
                id: "2",
                at: Samples.now.advanced(by: .seconds(-125)),
                reason: "Created",
                object: "seldondeployment/fraud-ensemble",
                message: "Created Deployment fraud-ensemble-canary-0-network"
            ),
        ]
        _ = update(&state, with: .reported(.events(Samples.fraud.id, events)))

        try ScreenRecording.expect(state, is: "events-120x36")
    }

    @Test func `the command line shows what may come next`() throws {
        var state = Self.state("80x24", keys: [.character(":")])
        try ScreenRecording.expect(state, is: "command-line")

        state.type("logs ")
        try ScreenRecording.expect(state, is: "command-line-logs")
    }

    @Test(arguments: [(60, 15), (61, 40), (79, 24), (100, 16), (151, 20), (300, 90)])
    func `every page can be drawn in any size`(columns: Int, rows: Int) {
        let pages: [[KeyEvent]] = [
            [], [.enter], [.enter, .enter], [.character("L")], [.character("E")],
            [.character("i")], [.character("M")], [.character("?")], [.character("t")],
            [.character(":")], [.character("/")], [.character("p")], [.character("y")],
            [.character("d")], [.character("p"), .character("x")],
        ]

        for keys in pages {
            let state = DashboardState.sample(columns: columns, rows: rows, keys: keys)
            let grid = screen(
                for: state,
                in: Rect(columns: columns, rows: rows),
                theme: .terminal
            )

            #expect(grid.size == state.size)
            #expect(grid.text(row: 0).contains("radiant"))
        }
    }

    @Test func `no name or reason from the cluster reaches a cell as a control`() {
        var deployment = Samples.checksReader()
        deployment.id.name = "a\u{1B}]52;c;aGk=\u{07}"
        deployment.why = "\u{1B}[2J\u{202E}why"
        deployment.predictors[0].name = "m\u{9B}2Jain"
        deployment.predictors[0].graph.name = "n\u{07}ode"
        deployment.predictors[0].graph.image = "i\u{1B}mage"
        var state = DashboardState.sample(
            columns: 160,
            rows: 50,
            snapshot: Samples.snapshot([deployment])
        )
        let pages: [[KeyEvent]] = [[], [.enter], [.enter], [.escape, .character("t")]]
        for keys in pages {
            for key in keys { _ = update(&state, with: .key(key)) }

            #expect(
                state.text.unicodeScalars.allSatisfy {
                    $0 == "\n"
                        || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
                            && $0.properties.generalCategory != .format
                }
            )
        }
    }
}
