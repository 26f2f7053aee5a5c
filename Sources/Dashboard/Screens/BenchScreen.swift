import Failures
import Operations
import Terminal

/// A test request: what is sent where, and what came back.
struct BenchScreen {
    let state: DashboardState
    let id: DeploymentID
    let theme: Theme

    private var bench: BenchState { state.bench }
    private static let labelColumns = 12

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let room = area.inset(columns: 2)
        var row = room.row
        drawForm(in: room, row: &row, on: &grid)
        row += 1
        if let running = bench.running {
            let age = bench.startedAt.map { state.now.elapsed(since: $0).asAge } ?? ""
            let name = running.predictor ?? "the gateway"
            grid.write(
                "… waiting for \(name), \(age)",
                column: room.column,
                row: row,
                style: theme[.caution]
            )
        } else if let failure = bench.failure {
            write(lines(for: failure), in: room, from: row, on: &grid)
        } else if let result = bench.result, result.deployment == id {
            write(lines(for: result, columns: room.columns), in: room, from: row, on: &grid)
        } else {
            grid.write(
                "Enter sends the request; the answer and the time of each node appear here",
                column: room.column,
                row: row,
                style: theme[.faint],
                limit: room.columns
            )
        }
    }

    private func write(
        _ lines: [[Span]],
        in room: Rect,
        from first: Int,
        on grid: inout CellGrid
    ) {
        for (place, line) in lines.prefix(max(0, room.endRow - first)).enumerated() {
            grid.write(line, column: room.column, row: first + place, limit: room.columns)
        }
    }

    private func lines(for failure: Failure) -> [[Span]] {
        var lines = [[Span("✖ \(failure.message)", theme[.trouble])]]
        if let hint = failure.hint { lines.append([Span("  \(hint)", theme[.faint])]) }
        return lines + failure.details.map { [Span("  \($0)", theme[.faint])] }
    }

    private func drawForm(in room: Rect, row: inout Int, on grid: inout CellGrid) {
        let column = room.column + Self.labelColumns
        let target = bench.predictor ?? "where the weights send it, through the gateway"
        grid.write("to", column: room.column, row: row, style: theme[.faint])
        grid.write(target, column: column, row: row, style: theme[.text])
        row += 1
        grid.write("image", column: room.column, row: row, style: theme[.faint])
        if bench.input.text.isEmpty {
            grid.write(
                "the check that comes with radiant; type a path for another",
                column: column,
                row: row,
                style: theme[.faint],
                limit: room.columns - Self.labelColumns
            )
        }
        grid.draw(
            bench.input,
            column: column,
            row: row,
            columns: room.columns - Self.labelColumns,
            style: theme[.strong]
        )
        row += 1
        if bench.completions.count > 1 {
            let names = bench.completions.map {
                $0.split(separator: "/").last.map(String.init) ?? $0
            }
            grid.write(
                names.joined(separator: "  "),
                column: column,
                row: row,
                style: theme[.faint],
                limit: room.columns - Self.labelColumns
            )
        }
    }

    private func lines(for result: PredictionResult, columns: Int) -> [[Span]] {
        var lines: [[Span]] = []
        switch result.answer {
        case .check(let reading): lines += self.lines(for: reading)
        case .text(let text): lines += text.map { [Span($0, theme[.text])] }
        case .failed(let failure): lines += self.lines(for: failure)
        }
        lines.append([])
        var way = result.route
        if let predictor = result.predictor { way += ", answered by \(predictor)" }
        lines.append(fact("way", way))
        if let puid = result.puid { lines.append(fact("puid", puid, role: .faint)) }
        lines.append([])
        lines += times(of: result, columns: columns)
        return lines
    }

    private func lines(for reading: CheckReading) -> [[Span]] {
        guard !reading.micr.isEmpty else {
            return [
                [Span("no MICR line", theme[.caution])],
                [Span(reading.reason ?? "the reader gave no reason", theme[.faint])],
            ]
        }
        var lines = [fact("MICR line", reading.micr, role: .strong)]
        let bar = Int((reading.confidence * 20).rounded())
        lines.append([
            label("confidence"),
            Span(
                confidenceText(reading.confidence),
                theme[reading.confidence < 0.9 ? .caution : .text]
            ),
            Span(
                "  " + String(repeating: "█", count: max(0, min(20, bar)))
                    + String(repeating: "░", count: max(0, 20 - bar)),
                theme[.faint]
            ),
        ])
        for field in reading.fields {
            var spans = [label(field.name), Span(field.value, theme[.text])]
            switch field.verdict {
            case .verified: spans.append(Span("  ✔ check digit", theme[.good]))
            case .refuted: spans.append(Span("  ✖ wrong check digit", theme[.trouble]))
            case .unchecked: break
            }
            lines.append(spans)
        }
        return lines
    }

    /// Rounded down, so that only what is certain reads as 100 %.
    private func confidenceText(_ confidence: Double) -> String {
        ((confidence * 1000).rounded(.down) / 10).text(decimals: 1) + "%"
    }

    private func times(of result: PredictionResult, columns: Int) -> [[Span]] {
        var lines = [[label("time"), Span(result.total.latencyText, theme[.strong])]]
        let longest = result.steps.map(\.node.columns).max() ?? 0
        let room = max(0, min(40, columns - longest - 12))
        for step in result.steps {
            let padding = String(repeating: " ", count: longest - step.node.columns)
            guard let duration = step.duration else {
                lines.append([Span("  \(step.node)\(padding)  not told", theme[.faint])])
                continue
            }
            let text = duration.latencyText
            let indent = String(repeating: " ", count: max(0, 7 - text.columns))
            let share = result.total > .zero ? duration / result.total : 0
            let length = max(0, min(room, Int((share * Double(room)).rounded(.up))))
            lines.append([
                Span("  \(step.node)\(padding)", theme[.text]),
                Span("\(indent)\(text)  ", theme[.text]),
                Span(String(repeating: "█", count: length), theme[.accent]),
            ])
        }
        return lines
    }

    private func label(_ name: String) -> Span {
        let padding = String(repeating: " ", count: max(1, Self.labelColumns - name.columns))
        return Span(name + padding, theme[.faint])
    }

    private func fact(_ name: String, _ value: String, role: Role = .text) -> [Span] {
        [label(name), Span(value, theme[role])]
    }
}
