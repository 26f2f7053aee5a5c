import Operations
import Terminal
import Testing

@testable import Dashboard

struct CaptureReplayTests {
    @Test func `a picture of the screen says whose it is, when it was and how old the data were`() {
        var state = DashboardState(size: Size(columns: 120, rows: 36), now: Samples.now)
        _ = update(&state, with: .snapshot(Samples.snapshot(Samples.fleet)))
        _ = update(&state, with: .passed(.seconds(4)))

        let capture = ScreenCapture(of: state, theme: .terminal)

        #expect(capture.name == "radiant-radiant-local-fleet-20260314140326")
        #expect(
            capture.text.hasSuffix(
                " radiant · radiant-local · all namespaces · 2026-03-14T14:03:26Z · data 4s old\n"
            )
        )
        #expect(capture.text.contains("fraud-ensemble"))
        #expect(capture.picture.contains(">fraud-ensemble</text>"))
        #expect(capture.escapedText.contains("\u{1B}["))
    }

    @Test func `a recording is looked at like a cluster, and changes nothing`() throws {
        var writer = RecordingWriter()
        var bytes = try RecordingWriter.header()
        for minute in 0..<4 {
            var deployment = Samples.checksReader()
            if minute >= 2 { deployment.health = .down }
            var snapshot = Samples.snapshot([deployment])
            snapshot.takenAt = Samples.now.advanced(by: .seconds(60 * minute))
            bytes += try #require(try writer.line(for: snapshot)).bytes
        }
        var state = DashboardState(
            replaying: try Recording(parsing: bytes),
            size: Size(columns: 120, rows: 36)
        )

        #expect(state.text.contains("REPLAY 14:06:22 · frame 4 of 4"))
        #expect(state.rows.first?.health == .down)
        for _ in 0..<2 { _ = update(&state, with: .key(.character("["))) }
        #expect(state.text.contains("REPLAY 14:04:22 · frame 2 of 4"))
        #expect(state.rows.first?.health == .serving)
        _ = update(&state, with: .key(.character("t")))
        #expect(state.overlay == nil)
        for _ in 0..<5 { _ = update(&state, with: .key(.character("]"))) }
        #expect(state.text.contains("frame 4 of 4"))
        _ = update(&state, with: .key(.enter))
        #expect(state.text.contains("checks-reader is down"))
    }
}
