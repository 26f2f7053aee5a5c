import Failures
import Operations
import Terminal
import Testing

@testable import Dashboard

/// Logs, texts, pods and the bench, held against text files.
struct TextScreenTests {
    /// The check reader with pods of its predictors.
    private let checks: DeploymentSnapshot = {
        var checks = Samples.checksReader()
        for index in checks.predictors.indices {
            let name = checks.predictors[index].name
            checks.predictors[index].pods = ["detection", "recognition"].enumerated().map {
                PodSnapshot(
                    uid: "\(name)-\($0)",
                    name: "checks-reader-\(name)-\($0)-\($1)-infer-5f7c9",
                    status: name == "main" || $0 == 0 ? "Running" : "CrashLoopBackOff",
                    isReady: name == "main" || $0 == 0,
                    restarts: name == "main" ? 0 : 3 * $0,
                    createdAt: Samples.now.advanced(by: .seconds(-7500)),
                    host: "node-7",
                    why: name == "main" || $0 == 0
                        ? nil : "recognition-infer was killed for memory, exit 137",
                    containers: ["\($1)-infer", "seldon-container-engine"]
                )
            }
        }
        return checks
    }()

    private func state(_ columns: Int, _ rows: Int, _ keys: KeyEvent...) -> DashboardState {
        let fleet = Samples.fleet.map { $0.id == checks.id ? checks : $0 }
        return .sample(
            columns: columns,
            rows: rows,
            snapshot: Samples.snapshot(fleet),
            keys: ScreenTests.toChecks + keys
        )
    }

    private static let yaml = """
        apiVersion: machinelearning.seldon.io/v1
        kind: SeldonDeployment
        metadata:
          name: checks-reader
          annotations:
            note: "\u{1B}]52;c;aGk=\u{07}"
        spec:
          predictors:
          - name: main
            componentSpecs:
            - spec:
                containers:
                - name: detection-infer
                  env:
                  - name: API_TOKEN
                    value: ••••••
          - name: canary
        """.split(separator: "\n").map(String.init)

    @Test func `YAML is folded and searched`() throws {
        var state = state(80, 24, .character("y"))
        let target = DocumentTarget(.yaml, of: checks.id)
        _ = update(&state, with: .reported(.document(target, lines: Self.yaml)))
        _ = state.strike(.character("j"), .character("j"), .enter)
        _ = state.strike(.character("/"))
        state.type("canary")
        _ = state.strike(.enter)

        try ScreenRecording.expect(state, is: "yaml-80x24")
    }

    @Test(arguments: [(60, 15), (120, 36)])
    func `pods are listed with what they are about`(columns: Int, rows: Int) throws {
        let state = state(columns, rows, .character("p"), .character("j"))

        try ScreenRecording.expect(state, is: "pods-\(columns)x\(rows)")
    }

    @Test func `before a pod is deleted it is asked, and only y is yes`() throws {
        for key in [KeyEvent.enter, .escape, .character("n"), .character(" ")] {
            var state = state(80, 24, .character("p"), .character("x"))
            #expect(state.strike(key) == [])
        }
        var state = state(80, 24, .character("p"), .character("x"))
        try ScreenRecording.expect(state, is: "delete-pod-80x24")

        let pod = checks.predictors[0].pods[0].name
        #expect(state.strike(.character("y")) == [.deletePod(checks.id, pod: pod)])
    }

    @Test func `logs of both predictors stand side by side`() throws {
        var state = state(120, 36, .character("L"), .character("|"))
        let pods = checks.predictors.map { $0.pods[0].name }
        let lines = (1...40).map { number in
            LogLine(
                at: Samples.now.advanced(by: .seconds(number)),
                pod: pods[number % 3 == 0 ? 1 : 0],
                container: "detection-infer",
                text: number % 7 == 0 ? "ERROR no band on image \(number)" : "request \(number)"
            )
        }
        let target = LogTarget(deployment: checks.id)
        _ = update(&state, with: .reported(.logLines(target, lines)))

        try ScreenRecording.expect(state, is: "logs-split-120x36")
    }

    @Test func `answers of main and canary stand field by field`() throws {
        var state = state(120, 36, .character("i"), .backTab, .backTab, .backTab, .enter)
        func prediction(_ predictor: String, _ micr: String, _ confidence: String) -> Prediction {
            var result = Samples.prediction(.text([]))
            result.predictor = predictor
            let body = """
                {"jsonData":{"micr":"\(micr)","confidence":\(confidence),"box":[1,2,3,4]},
                "meta":{"puid":"\(predictor)"}}
                """
            return Prediction(result: result, body: Array(body.utf8))
        }
        let comparison = AnswerComparison([
            prediction("main", "⑈00000003⑈", "0.98"), prediction("canary", "⑈00000008⑈", "0.61"),
        ])
        let request = try #require(state.bench.running)
        _ = update(&state, with: .reported(.answered(request, .comparison(comparison))))

        try ScreenRecording.expect(state, is: "bench-comparison")
    }

    @Test func `a request is looked at node by node`() throws {
        var state = state(120, 36, .character("i"), .enter)
        let first = try #require(state.bench.running)
        _ = update(&state, with: .reported(.answered(first, .failure(Failure("none")))))
        _ = state.strike(.character("s"))
        let steps = [
            StepRecord.sample("detection-infer", answer: .success(["{\"box\": [1,2,3,4]}"])),
            StepRecord.sample(
                "recognition-infer",
                answer: .failure(Failure("the model ran out of memory", hint: "is the limit low?"))
            ),
        ]
        let trace = StepTrace(
            deployment: checks.id,
            predictor: "main",
            subject: "check.png",
            steps: steps
        )
        let request = try #require(state.bench.running)
        _ = update(&state, with: .reported(.answered(request, .trace(trace))))

        try ScreenRecording.expect(state, is: "bench-trace")
    }

    @Test func `the palette finds a command by a few of its letters`() throws {
        var state = state(80, 24, .character(":"))
        state.type("dscr")
        #expect(state.text.contains("describe [NAME]"))
        _ = state.strike(.down, .enter)
        // What takes a name or none takes the one that is selected.
        #expect(state.page == .document(DocumentTarget(.description, of: checks.id)))

        _ = state.strike(.character(":"), .control("p"))
        guard case .commandLine(let line) = state.overlay else { return }
        #expect(line.input.text.hasPrefix("describe"))
    }

    @Test func `the help is searched by words`() throws {
        var state = state(80, 24, .character("?"), .character("/"))
        state.type("traffic")

        try ScreenRecording.expect(state, is: "help-searched")
        _ = state.strike(.escape)
        #expect(state.text.contains("half a page down"))
        _ = state.strike(.escape)
        #expect(state.overlay == nil)
    }

    @Test func `a change is refused right after its row moved under the hand`() {
        var state = state(120, 36)
        var fleet = Samples.fleet
        fleet.swapAt(0, 1)
        for index in fleet.indices where fleet[index].id == checks.id {
            fleet[index].health = .down
        }
        _ = update(&state, with: .snapshot(Samples.snapshot(fleet)))
        #expect(state.fleet.selected == checks.id)

        _ = state.strike(.character("t"))
        #expect(state.overlay == nil)
        #expect(state.notices.entries.last?.notice.message.contains("the rows moved") == true)
        _ = update(&state, with: .passed(.milliseconds(301)))
        _ = state.strike(.character("t"))
        #expect(state.overlay != nil)
    }
}

extension StepRecord {
    fileprivate static func sample(
        _ node: String,
        answer: Result<[String], Failure>
    ) -> StepRecord {
        StepRecord(
            node: node,
            method: "/predict",
            request: Message(lines: ["{\"data\": {}}"], picture: nil, size: 12),
            answer: answer.map { Message(lines: $0, picture: nil, size: 20) },
            duration: .milliseconds(52),
            depth: node.hasPrefix("recognition") ? 1 : 0
        )
    }
}
