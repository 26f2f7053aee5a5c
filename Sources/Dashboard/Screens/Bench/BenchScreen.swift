import Failures
import Operations
import Terminal

/// A test request: what is sent where, what came back, and the picture that was sent.
struct BenchScreen {
    let state: DashboardState
    let id: DeploymentID
    let theme: Theme

    private var bench: BenchState { state.bench }
    private static let labelColumns = 12

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let layout = BenchLayout(state: state, id: id, in: area)
        drawForm(in: layout.form, on: &grid)
        let parts = layout.shrunk(to: pictureRows)
        drawAnswer(in: parts.answer, on: &grid)
        if let picture = parts.picture { drawPicture(in: picture, on: &grid) }
    }

    /// How many rows the picture takes that is shown.
    private var pictureRows: Int? {
        guard let drawing = bench.picture, drawing.request == state.wantedPicture else {
            return nil
        }
        return switch drawing.content {
        case .cells(let cells): cells.size.rows
        case .placed(let picture): picture.size.rows
        case .failure: 1
        }
    }

    private func drawAnswer(in room: Rect, on grid: inout CellGrid) {
        let isPartial = bench.isStepping || bench.entry(for: id)?.outcome.isBatch == true
        if let running = bench.running, !(isPartial && hasPart) {
            let age = bench.startedAt.map { state.now.elapsed(since: $0).asAge } ?? ""
            grid.write(
                "… waiting for \(Self.words(for: running.predictors)), \(age)",
                column: room.column,
                row: room.row,
                style: theme[.caution]
            )
            return
        }
        guard let entry = bench.entry(for: id) else {
            let lines = [
                "Enter sends the request; the answer and the time of each node appear here",
                "a path ends in a folder for a batch, in .json for a body; { begins a body",
            ]
            for (place, line) in lines.enumerated() {
                grid.write(
                    line,
                    column: room.column,
                    row: room.row + place,
                    style: theme[.faint],
                    limit: room.columns
                )
            }
            return
        }
        let lines = OutcomeLines(
            outcome: entry.outcome,
            step: bench.step,
            theme: theme,
            columns: room.columns
        ).lines
        let first = max(0, min(bench.scroll, lines.count - room.rows))
        for (place, line) in lines.dropFirst(first).prefix(room.rows).enumerated() {
            grid.write(line, column: room.column, row: room.row + place, limit: room.columns)
        }
        let below = lines.count - first - room.rows
        guard below > 0, room.rows > 1 else { return }
        grid.write(
            [Span(" \(below) more below ", theme[.faint])],
            endColumn: room.endColumn,
            row: room.endRow - 1
        )
    }

    /// Whether a part of what is under way is there already.
    private var hasPart: Bool {
        guard let entry = bench.entry(for: id) else { return false }
        return entry.request == bench.running && entry.at == bench.startedAt
    }

    private func drawForm(in room: Rect, on grid: inout CellGrid) {
        let column = room.column + Self.labelColumns
        let limit = room.columns - Self.labelColumns
        grid.write("to", column: room.column, row: room.row, style: theme[.faint])
        grid.write(
            Self.words(for: bench.predictors),
            column: column,
            row: room.row,
            style: theme[.text],
            limit: limit
        )
        grid.write("what", column: room.column, row: room.row + 1, style: theme[.faint])
        if bench.input.text.isEmpty {
            grid.write(
                "the check that comes with radiant; type a path, or JSON",
                column: column,
                row: room.row + 1,
                style: theme[.faint],
                limit: limit
            )
        }
        if bench.isTyping {
            grid.draw(
                bench.input,
                column: column,
                row: room.row + 1,
                columns: limit,
                style: theme[.strong]
            )
        } else {
            grid.write(
                bench.input.text,
                column: column,
                row: room.row + 1,
                style: theme[.text],
                limit: limit
            )
        }
        guard bench.completions.count > 1 else { return }
        let names = bench.completions.map {
            $0.split(separator: "/").last.map(String.init) ?? $0
        }
        grid.write(
            names.joined(separator: "  "),
            column: column,
            row: room.row + 2,
            style: theme[.faint],
            limit: limit
        )
    }

    private static func words(for predictors: [String]) -> String {
        switch predictors.count {
        case 0: "where the weights send it, through the gateway"
        case 1: predictors[0]
        default: predictors.joined(separator: " and ") + " at once"
        }
    }

    private func drawPicture(in room: Rect, on grid: inout CellGrid) {
        guard let drawing = bench.picture, drawing.request == state.wantedPicture else {
            return write("drawing the picture…", in: room, on: &grid)
        }
        switch drawing.content {
        case .cells(let cells):
            grid.blit(
                cells,
                from: cells.bounds,
                to: Point(column: room.column, row: room.row)
            )
        case .placed(let picture):
            let origin = Point(column: room.column, row: room.row)
            grid.pictures.append(PlacedPicture(picture, at: origin))
        case .failure(let reason):
            write("no picture: \(reason)", in: room, on: &grid)
        }
    }

    private func write(_ text: String, in room: Rect, on grid: inout CellGrid) {
        grid.write(
            text,
            column: room.column,
            row: room.row,
            style: theme[.faint],
            limit: room.columns
        )
    }
}

extension TestOutcome {
    fileprivate var isBatch: Bool { if case .batch = self { true } else { false } }
}
