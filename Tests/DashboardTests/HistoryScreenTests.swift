import Operations
import Terminal
import Testing

@testable import Dashboard

/// The pages that show what happened, each at the sizes that are looked at.
struct HistoryScreenTests {
    private static let sizes = [(80, 24), (120, 36), (200, 60)]

    /// A deployment that was watched for five minutes in which much happened to it.
    private func state(_ columns: Int, _ rows: Int, keys: [KeyEvent]) -> DashboardState {
        let begin = Samples.now.advanced(by: .seconds(-300))
        var state = DashboardState(size: Size(columns: columns, rows: rows), now: begin)
        for second in stride(from: 0, through: 300, by: 10) {
            var deployment = Samples.fraud
            let canary = deployment.predictors.firstIndex { $0.name == "canary" } ?? 0
            if second < 60 { deployment.predictors[canary].graph.image = "ml/net:7" }
            if second < 60 { deployment.predictors[canary].why = nil }
            if second < 60 { deployment.health = .serving }
            if second < 120 { deployment.predictors[0].weights.declared = 100 }
            if second < 200 { deployment.predictors[0].replicas.desired = 1 }
            var snapshot = Samples.snapshot([deployment])
            snapshot.takenAt = begin.advanced(by: .seconds(second))
            _ = update(&state, with: .snapshot(snapshot))
        }
        for key in keys { _ = update(&state, with: .key(key)) }
        return state
    }

    @Test(arguments: sizes)
    func `a node is shown with its latency over time and what happened`(
        columns: Int,
        rows: Int
    ) throws {
        let keys: [KeyEvent] = [.enter, .right, .right, .down, .enter]
        try ScreenRecording.expect(
            state(columns, rows, keys: keys),
            is: "node-history-\(columns)x\(rows)"
        )
    }

    @Test(arguments: sizes)
    func `predictors are compared with a verdict`(columns: Int, rows: Int) throws {
        try ScreenRecording.expect(
            state(columns, rows, keys: [.enter, .character("c")]),
            is: "comparison-\(columns)x\(rows)"
        )
    }

    @Test(arguments: sizes)
    func `the past is shown as the past`(columns: Int, rows: Int) throws {
        let back = [KeyEvent](repeating: .character("{"), count: 4)
        try ScreenRecording.expect(
            state(columns, rows, keys: back + [.enter]),
            is: "past-\(columns)x\(rows)"
        )
    }

    @Test func `what was done is shown as commands`() throws {
        let keys: [KeyEvent] = [.character("E"), .character("L"), .character("C")]
        try ScreenRecording.expect(state(120, 36, keys: keys), is: "commands-120x36")
    }
}
