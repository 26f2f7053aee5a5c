import Operations
public import Terminal

/// The fewest cells in which the dashboard can be read.
private let smallest = Size(columns: 60, rows: 15)

/// Draws the whole state; the same state, area and theme always give the same cells.
public func screen(for state: DashboardState, in area: Rect, theme: Theme) -> CellGrid {
    var grid = CellGrid(size: area.size, style: theme[.text])
    guard area.columns >= smallest.columns, area.rows >= smallest.rows else {
        TooSmallScreen(needed: smallest, theme: theme).draw(on: &grid)
        return grid
    }
    let frame = Frame(state: state, theme: theme)
    let body = frame.body(of: grid.bounds)
    switch state.page {
    case .fleet: FleetScreen(state: state, theme: theme).draw(in: body, on: &grid)
    case .graph(let id, let selected):
        GraphScreen(state: state, id: id, selected: selected, theme: theme)
            .draw(in: body, on: &grid)
    case .node(let id, let path):
        NodeScreen(state: state, id: id, path: path, theme: theme).draw(in: body, on: &grid)
    case .logs: LogScreen(state: state, theme: theme).draw(in: body, on: &grid)
    case .events: EventScreen(state: state, theme: theme).draw(in: body, on: &grid)
    case .bench(let id): BenchScreen(state: state, id: id, theme: theme).draw(in: body, on: &grid)
    case .document: DocumentScreen(state: state, theme: theme).draw(in: body, on: &grid)
    case .pods(let id): PodScreen(state: state, id: id, theme: theme).draw(in: body, on: &grid)
    case .messages: MessageScreen(state: state, theme: theme).draw(in: body, on: &grid)
    }
    if frame.isDataOld { grid.restyle(body) { _ in theme[.stale] } }
    frame.draw(on: &grid)
    switch state.overlay {
    case .help(let help):
        HelpOverlay(state: state, help: help, theme: theme).draw(in: body, on: &grid)
    case .question(let question):
        QuestionOverlay(question: question, theme: theme).draw(in: body, on: &grid)
    case .traffic(let dialog):
        TrafficOverlay(dialog: dialog, theme: theme).draw(in: body, on: &grid)
    case .rollout(let dialog):
        RolloutOverlay(dialog: dialog, theme: theme).draw(in: body, on: &grid)
    case .commandLine(let line):
        CommandLineOverlay(line: line, state: state, theme: theme).draw(on: &grid)
    case nil:
        return grid
    }
    // What lies above the page must not be painted over by the terminal itself.
    grid.pictures = []
    return grid
}

/// What is shown where nothing fits.
private struct TooSmallScreen {
    let needed: Size
    let theme: Theme

    func draw(on grid: inout CellGrid) {
        let lines = [
            "radiant needs \(needed.columns)x\(needed.rows)",
            "this is \(grid.size.columns)x\(grid.size.rows)",
            "make it larger, or leave with q",
        ]
        let top = max(0, (grid.size.rows - lines.count) / 2)
        for (place, line) in lines.enumerated() {
            let column = max(0, (grid.size.columns - line.columns) / 2)
            grid.write(
                line,
                column: column,
                row: top + place,
                style: theme[place == 0 ? .strong : .faint]
            )
        }
    }
}
