import Failures
import Operations
import Terminal
import Testing

@testable import Dashboard

struct BenchTests {
    private let id = Samples.checksReader().id

    private func state(_ columns: Int = 120, _ rows: Int = 36) -> DashboardState {
        .sample(columns: columns, rows: rows, keys: ScreenTests.toChecks + [.character("i")])
    }

    private func reading(_ box: Bool = true) -> PredictionResult {
        var result = Samples.prediction()
        guard case .check(var reading) = result.answer else { return result }
        reading.box = box ? CheckReading.Region(x0: 91, y0: 588, x1: 1016, y1: 615) : nil
        result.answer = .check(reading)
        return result
    }

    private func answer(_ state: inout DashboardState, _ outcome: TestOutcome) -> [Command] {
        guard let running = state.bench.running else { return [] }
        return update(&state, with: .reported(.answered(running, outcome)))
    }

    @Test func `JSON that is typed is a body, anything else a path`() {
        var state = state()
        state.type(#"{"data":{"ndarray":[1]}}"#)

        let commands = state.strike(.enter)

        let body = TestSubject.json(#"{"data":{"ndarray":[1]}}"#)
        #expect(commands == [.predict(TestRequest(deployment: id, subject: body))])
    }

    @Test func `fifty answers are kept, and one goes back and forth between them`() {
        var state = state()
        for number in 0..<60 {
            _ = state.strike(.enter)
            var result = Samples.prediction()
            result.puid = "request-\(number)"
            _ = answer(&state, .prediction(result))
        }

        #expect(state.bench.entries.count == 50)
        #expect(state.text.contains("request-59"))
        _ = state.strike(.character("<"), .character("<"))
        #expect(state.text.contains("request-57"))
        _ = state.strike(.character(">"))
        #expect(state.text.contains("request-58"))
    }

    @Test func `a picture is asked for once, in the size that it has room for`() {
        var state = state()
        _ = state.strike(.enter)
        let commands = answer(&state, .prediction(reading()))

        guard case .drawPicture(let request) = commands.first else {
            Issue.record("\(commands)")
            return
        }
        #expect(request.marks.last?.box == CheckReading.Region(x0: 91, y0: 588, x1: 1016, y1: 615))
        #expect(request.source == .subject(.bundledCheck))
        let drawing = PictureDrawing(
            request: request,
            content: .cells(CellGrid(size: Size(columns: 10, rows: 5))),
            pixels: Size(columns: 100, rows: 50)
        )
        #expect(update(&state, with: .reported(.picture(drawing))) == [])
        #expect(update(&state, with: .passed(.seconds(1))) == [])
        let resized = update(&state, with: .resized(Size(columns: 200, rows: 60)))
        #expect(resized.count == 1)
        // The one of the old size comes too late, and is not shown.
        _ = update(&state, with: .reported(.picture(drawing)))
        #expect(state.text.contains("drawing the picture"))
    }

    @Test func `what the terminal draws itself is taken away below a box`() {
        var state = state()
        _ = state.strike(.enter)
        let commands = answer(&state, .prediction(reading()))
        guard case .drawPicture(let request) = commands.first else { return }
        let picture = TerminalPicture(id: 1, size: Size(columns: 10, rows: 5), bytes: [1])
        let drawing = PictureDrawing(
            request: request,
            content: .placed(picture),
            pixels: Size(columns: 10, rows: 5)
        )
        _ = update(&state, with: .reported(.picture(drawing)))
        let area = Rect(columns: 120, rows: 36)

        #expect(screen(for: state, in: area, theme: .terminal).pictures.count == 1)
        _ = state.strike(.character("?"))
        #expect(screen(for: state, in: area, theme: .terminal).pictures.isEmpty)
        _ = state.strike(.escape)
        #expect(screen(for: state, in: area, theme: .terminal).pictures.count == 1)
    }

    @Test func `feedback is for an answer, and refused where nothing may be changed`() {
        var state = state()
        _ = state.strike(.enter)
        _ = answer(&state, .failure(Failure("no")))
        #expect(state.strike(.character("+")) == [])

        _ = state.strike(.enter)
        _ = answer(&state, .prediction(Samples.prediction()))
        guard case .feedback(_, _, let reward) = state.strike(.character("-")).first else {
            Issue.record("no feedback was sent")
            return
        }
        #expect(reward == 0)

        let failing = Samples.snapshot(sources: Samples.failingAPI)
        _ = update(&state, with: .snapshot(failing))
        #expect(state.strike(.character("+")) == [])
    }

    @Test func `a batch grows in its place`() {
        var state = state()
        state.type("/checks/")
        _ = state.strike(.enter)
        func row(_ name: String, _ line: String) -> BatchReport.Row {
            BatchReport.Row(
                item: BatchItem(name: name, expected: "⑈1⑈"),
                read: .success(line),
                confidence: 1,
                duration: .milliseconds(90)
            )
        }
        _ = answer(&state, .batch(BatchReport(total: 2, rows: [row("a.png", "⑈1⑈")])))
        _ = answer(
            &state,
            .batch(BatchReport(total: 2, rows: [row("a.png", "⑈1⑈"), row("b.png", "⑈7⑈")]))
        )

        #expect(state.bench.entries.count == 1)
        #expect(state.text.contains("2 of 2 sent, 1 of 2 lines exact"))
        #expect(state.text.contains("✖ b.png"))
    }
}
