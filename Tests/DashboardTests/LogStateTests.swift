import Operations
import Terminal
import Testing

@testable import Dashboard

struct LogStateTests {
    private let target = LogTarget(deployment: Samples.checksReader().id)

    private func line(_ text: String, at second: Int? = nil, pod: String = "p") -> LogLine {
        LogLine(
            at: second.map { Samples.now.advanced(by: .seconds($0)) },
            pod: pod,
            container: "c",
            text: text
        )
    }

    @Test func `lines of several containers stand in order of their times`() {
        var logs = LogState(target: target)

        logs.append([line("a", at: 1), line("d", at: 4)])
        logs.append([line("c", at: 3, pod: "q"), line("b", at: 2, pod: "q")])
        logs.append([line("e", at: 5)])

        #expect(logs.lines.map(\.text) == ["a", "b", "c", "d", "e"])
        #expect(logs.visible == logs.lines)
    }

    @Test func `memory is bounded by lines and by bytes`() {
        var logs = LogState(target: target)

        for number in 0..<40 {
            logs.append((0..<500).map { line("\(number) \($0)", at: number) })
        }
        #expect(logs.lines.count <= LogState.capacity * 11 / 10)
        #expect(logs.lines.count + logs.droppedCount == 20_000)

        let long = String(repeating: "x", count: 64 << 10)
        for second in 0..<300 { logs.append([line(long, at: 100 + second)]) }
        #expect(logs.lines.reduce(0) { $0 + $1.text.utf8.count } <= LogState.byteCapacity)
        #expect(logs.visible.count == logs.lines.count)
    }

    @Test func `only the lines of one request, or only those that match, are shown`() {
        var of = target
        of.puid = "abc-1"
        var logs = LogState(target: of)
        logs.append([line("got abc-1", at: 1), line("got abc-2", at: 2)])
        #expect(logs.visible.map(\.text) == ["got abc-1"])

        var all = LogState(target: target)
        all.append([line("ERROR one", at: 1), line("fine", at: 2)])
        all.search.insert("error")
        all.showsOnlyMatches = true
        #expect(all.visible.map(\.text) == ["ERROR one"])
        all.append([line("an Error two", at: 3), line("fine", at: 4)])
        #expect(all.visible.count == 2)
        all.showsOnlyMatches = false
        #expect(all.visible.count == 4)
    }

    @Test func `another beginning asks anew and keeps how one looks at it`() {
        var state = DashboardState.sample(columns: 120, rows: 36, keys: [.character("L")])
        _ = state.strike(.character("w"))
        let commands = state.strike(.character("s"))

        guard case .logs(let now) = state.page else {
            Issue.record("the page is \(state.page)")
            return
        }
        #expect(now.beginning == .oneMinute)
        #expect(state.logs.wraps)
        #expect(commands.contains(.follow(.logs(now))))
        #expect(commands.count { if case .unfollow = $0 { true } else { false } } == 1)
        let again = state.strike(.character("p"))
        #expect(again.count == 2)
        #expect(state.text.contains("before the restart"))
    }
}
