import Operations
import Terminal
import Testing

@testable import Dashboard

struct MouseTests {
    private func state() -> DashboardState {
        var state = DashboardState(size: Size(columns: 120, rows: 36), now: Samples.now)
        _ = update(&state, with: .snapshot(Samples.snapshot()))
        return state
    }

    /// Where a text stands on the screen.
    private func place(of text: String, on state: DashboardState) throws -> Point {
        let area = Rect(columns: state.size.columns, rows: state.size.rows)
        let grid = screen(for: state, in: area, theme: .terminal)
        let row = try #require((3..<area.rows).first { grid.text(row: $0).contains(text) })
        let line = grid.text(row: row)
        let range = try #require(line.firstRange(of: text))
        return Point(column: line[..<range.lowerBound].columns, row: row)
    }

    @Test func `a click selects a deployment, and another one opens it`() throws {
        var state = state()
        let place = try place(of: "checks-reader", on: state)

        _ = update(&state, with: .mouse(MouseEvent(.click, at: place)))
        #expect(state.fleet.selected?.name == "checks-reader")
        #expect(state.page == .fleet)

        // The list stays where it is as long as it fits.
        _ = update(&state, with: .mouse(MouseEvent(.click, at: place)))
        #expect(state.page.deployment?.name == "checks-reader")
    }

    @Test func `a click selects the node that is hit`() throws {
        var state = state()
        let fleet = try place(of: "checks-reader", on: state)
        for _ in 0..<2 { _ = update(&state, with: .mouse(MouseEvent(.click, at: fleet))) }
        let place = try place(of: "recognition-infer", on: state)

        _ = update(&state, with: .mouse(MouseEvent(.click, at: place)))

        guard case .graph(_, let selected) = state.page else {
            Issue.record("the graph is not open")
            return
        }
        #expect(selected?.node == "recognition-infer")
    }

    @Test func `the wheel moves the selection, and scrolls no dialog that changes something`() {
        var state = state()
        let before = state.fleet.selectedIndex
        let place = Point(column: 5, row: 5)

        _ = update(&state, with: .mouse(MouseEvent(.wheelDown, at: place)))
        #expect(state.fleet.selectedIndex == before + 1)

        _ = update(&state, with: .key(.character("t")))
        let overlay = state.overlay
        _ = update(&state, with: .mouse(MouseEvent(.wheelDown, at: place)))
        _ = update(&state, with: .mouse(MouseEvent(.click, at: place)))
        #expect(state.overlay == overlay)
    }

    @Test func `the mouse is off until it is asked for`() {
        var state = state()
        #expect(!state.isMouseHeard)

        #expect(state.execute("mouse on") == [.useMouse(true)])
        #expect(state.execute("mouse") == [.useMouse(false)])
        #expect(state.execute("mouse perhaps") == [])
    }
}

struct ProductionFrameTests {
    @Test func `production has a frame on every side, with the word at top and bottom`() {
        var state = DashboardState(size: Size(columns: 80, rows: 24), now: Samples.now)
        var snapshot = Samples.snapshot()
        snapshot.isProduction = true
        _ = update(&state, with: .snapshot(snapshot))
        let area = Rect(columns: 80, rows: 24)
        let theme = Theme.terminal
        let grid = screen(for: state, in: area, theme: theme)

        #expect(grid.text(row: 0).contains(" PRODUCTION "))
        #expect(grid.text(row: 22).contains(" PRODUCTION "))
        #expect(grid[0, 1].scalar == "┏")
        #expect(grid[79, 1].scalar == "┓")
        #expect(grid[79, 22].scalar == "┛")
        #expect((2..<22).contains { grid[79, $0].scalar == "┃" })
        #expect(grid[79, 1].style == theme[.trouble])
    }
}
