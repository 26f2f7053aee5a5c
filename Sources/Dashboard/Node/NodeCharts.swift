import Operations
import Terminal

/// What was measured of one place over the last 15 minutes, on one time axis: latency, its
/// distribution, requests, errors, and what happened.
struct NodeCharts {
    let steps: [MeasuredStep?]
    let marks: [Mark]
    let thresholds: Thresholds
    let axis: Moment
    let secondsFromGMT: Int
    let theme: Theme

    /// The columns for labels at the left.
    private static let labels = 8
    /// The columns for the newest values at the right.
    private static let ends = 11

    /// The rows of everything but the chart itself and the heat map.
    private static let fixedRows = 7

    /// The rows that are taken when so many are there.
    func rows(in available: Int) -> Int {
        guard hasData else { return 2 }
        let heat = heatRows(in: available)
        return Self.fixedRows + chartRows(in: available) + (heat > 0 ? heat + 1 : 0)
    }

    private var hasData: Bool { steps.contains { ($0?.count ?? 0) > 0 } }

    private func chartRows(in available: Int) -> Int {
        max(4, min(10, (available - Self.fixedRows) / (available >= 22 ? 2 : 1)))
    }

    private func heatRows(in available: Int) -> Int {
        guard available >= 22 else { return 0 }
        return min(usedBins.count, available - Self.fixedRows - chartRows(in: available) - 1)
    }

    /// Draws everything.
    func draw(in area: Rect, on grid: inout CellGrid) {
        guard hasData else {
            let text = "no request was measured in the last 15 minutes"
            grid.write(text, column: area.column, row: area.row, style: theme[.stale])
            return
        }
        let width = max(10, area.columns - Self.labels - Self.ends)
        let column = area.column + Self.labels
        let chart = Rect(
            column: column,
            row: area.row + 1,
            columns: width,
            rows: chartRows(in: area.rows)
        )
        drawLatency(in: chart, heading: area.row, on: &grid)
        var row = chart.endRow
        drawBars("req/s", steps.map { $0?.rate }, \.rateText, row: row, in: chart, on: &grid)
        drawBars(
            "errors",
            steps.map { $0.flatMap { $0.count > 0 ? $0.errorRate : nil } },
            \.percentText,
            row: row + 1,
            in: chart,
            on: &grid
        )
        row += 2
        let time = TimeAxis(now: axis, columns: width, secondsFromGMT: secondsFromGMT)
        drawMarks(on: time, column: column, row: row, on: &grid)
        time.draw(column: column, row: row + 1, theme: theme, on: &grid)
        row += 3
        let heat = heatRows(in: area.rows)
        if heat > 0 { drawHeat(in: chart, row: row, rows: heat, on: &grid) }
    }

    // MARK: - Latency

    private func seconds(_ path: KeyPath<MeasuredStep, LatencyQuantile?>) -> [Double?] {
        steps.map { step in step?[keyPath: path].map { $0.bound / .seconds(1) } }
    }

    private func drawLatency(in chart: Rect, heading: Int, on grid: inout CellGrid) {
        let lines: [(String, KeyPath<MeasuredStep, LatencyQuantile?>, Style)] = [
            ("p50", \.p50, theme[.good]), ("p95", \.p95, theme[.text]),
            ("p99", \.p99, theme[.accent]),
        ]
        let values = lines.map { seconds($0.1) }
        let highest = values.joined().compactMap { $0 }.max() ?? 0
        let ceiling = BrailleChart.ceiling(over: highest)
        let left = chart.column - Self.labels
        grid.write(
            [Span("LATENCY", theme[.faint].with(.bold)), Span("  p50 p95 p99", theme[.faint])],
            column: left,
            row: heading
        )
        for row in chart.row..<chart.endRow {
            grid[chart.column - 1, row] = Cell("│", style: theme[.border])
        }
        drawScale(ceiling, in: chart, on: &grid)
        BrailleChart(
            zip(lines, values).map { BrailleChart.Line($1, style: $0.2) },
            ceiling: ceiling
        ).draw(in: chart, on: &grid)
        drawEnds(zip(lines, values).map { ($0.0, $0.1, $1, $0.2) }, ceiling, in: chart, on: &grid)
    }

    private func drawScale(_ ceiling: Double, in chart: Rect, on grid: inout CellGrid) {
        let last = chart.rows - 1
        for (place, share) in [
            (0, 1.0), (last / 2, 1 - Double(last / 2) / Double(last)), (last, 0),
        ] {
            let text = share == 0 ? "0" : Duration.seconds(ceiling * share).latencyText
            grid.write(
                [Span(text, theme[.faint])],
                endColumn: chart.column - 2,
                row: chart.row + place
            )
        }
        let slow = thresholds.slow / .seconds(1) / ceiling
        guard slow < 1 else { return }
        let row = chart.row + last - Int((slow * Double(last)).rounded())
        for column in chart.column..<chart.endColumn {
            grid[column, row] = Cell("┄", style: theme[.caution])
        }
    }

    /// The newest value of each line beside its end, each in a row of its own.
    private func drawEnds(
        _ lines: [(String, KeyPath<MeasuredStep, LatencyQuantile?>, [Double?], Style)],
        _ ceiling: Double,
        in chart: Rect,
        on grid: inout CellGrid
    ) {
        var limit = chart.endRow - 1
        for (name, path, values, style) in lines {
            guard let newest = values.last(where: { $0 != nil }), let value = newest,
                let latency = steps.last(where: { $0?[keyPath: path] != nil })??[keyPath: path]
            else { continue }
            let height = Int((value / ceiling * Double(chart.rows - 1)).rounded())
            let row = max(chart.row, min(limit, chart.endRow - 1 - height))
            limit = row - 1
            grid.write(
                [Span("\(name) ", theme[.faint]), Span(latency.text, style)],
                column: chart.endColumn + 1,
                row: row,
                limit: Self.ends - 1
            )
        }
    }

    // MARK: - Requests, errors, marks

    private func drawBars(
        _ name: String,
        _ values: [Double?],
        _ text: (Double) -> String,
        row: Int,
        in chart: Rect,
        on grid: inout CellGrid
    ) {
        let highest = values.compactMap { $0 }.max() ?? 0
        let isBad = name == "errors" && highest >= thresholds.someErrors && highest > 0
        let style = theme[isBad ? .trouble : .faint]
        let stretched = Self.stretched(values, to: chart.columns)
        grid.write([Span(name, theme[.faint])], endColumn: chart.column - 1, row: row)
        grid.write(
            Sparkline(stretched).text(columns: chart.columns),
            column: chart.column,
            row: row,
            style: style
        )
        grid.write(
            [Span("max ", theme[.faint]), Span(text(highest), isBad ? style : theme[.text])],
            column: chart.endColumn + 1,
            row: row,
            limit: Self.ends - 1
        )
    }

    /// As many values as there are columns, so that bars stand under the chart's dots.
    private static func stretched(_ values: [Double?], to columns: Int) -> [Double?] {
        guard values.count < columns, !values.isEmpty else { return values }
        return (0..<columns).map { values[$0 * values.count / columns] }
    }

    private func drawMarks(
        on time: TimeAxis,
        column: Int,
        row: Int,
        on grid: inout CellGrid
    ) {
        let shown = marks.filter { time.column(of: $0.at) != nil }
        guard !shown.isEmpty else { return }
        grid.write([Span("events", theme[.faint])], endColumn: column - 1, row: row)
        for mark in shown.reversed() {
            guard let place = time.column(of: mark.at) else { continue }
            let style = theme.style(of: mark.kind)
            grid[column + place, row] = Cell(mark.kind.sign, style: style.with(.bold))
        }
    }

    // MARK: - Distribution

    /// The bins that hold anything, with those between them.
    private var usedBins: ClosedRange<Int> {
        var used = [Double](repeating: 0, count: LatencyBins.count)
        for step in steps {
            for (bin, count) in (step?.counts ?? []).enumerated() { used[bin] += count }
        }
        let first = used.firstIndex { $0 > 0 } ?? 0
        return first...(used.lastIndex { $0 > 0 } ?? first)
    }

    private func drawHeat(in chart: Rect, row: Int, rows: Int, on grid: inout CellGrid) {
        let used = usedBins
        // Where there is no room for all, the slow ones are those that matter.
        let bins = Array(used.suffix(rows))
        let left = chart.column - Self.labels
        grid.write(
            [
                Span("DISTRIBUTION", theme[.faint].with(.bold)),
                Span(
                    chart.columns < 44
                        ? "  · few ░ ▒ ▓ █ most"
                        : "  share of each moment's requests: · few ░ ▒ ▓ █ most",
                    theme[.faint]
                ),
            ],
            column: left,
            row: row,
            limit: chart.columns + Self.labels + Self.ends
        )
        let area = Rect(
            column: chart.column,
            row: row + 1,
            columns: chart.columns,
            rows: bins.count
        )
        for (place, bin) in bins.enumerated() {
            let line = area.endRow - 1 - place
            grid.write(
                [Span(LatencyBins.text(of: bin), theme[.faint])],
                endColumn: chart.column - 2,
                row: line
            )
            grid[chart.column - 1, line] = Cell("│", style: theme[.border])
        }
        HeatMap(
            steps.map { step in
                let counts = step?.counts ?? []
                return counts.isEmpty ? [] : bins.map { counts[$0] }
            },
            style: theme[.accent]
        ).draw(in: area, on: &grid)
    }
}

extension LatencyBins {
    /// What is in a bin, such as `≤20ms` or `>20s`.
    static func text(of bin: Int) -> String {
        if let bound = bounds[bin] { return "≤" + bound.roundText }
        return ">" + ((bin > 0 ? bounds[bin - 1] : nil)?.roundText ?? "")
    }
}

extension Duration {
    /// A bound without digits that say nothing, such as `500µs`, `20ms` or `2s`.
    fileprivate var roundText: String {
        if self < .milliseconds(1) { return "\(Int(self / .microseconds(1)))µs" }
        return self < .seconds(1)
            ? "\(Int(self / .milliseconds(1)))ms" : "\(Int(self / .seconds(1)))s"
    }
}

extension Theme {
    /// How a mark on a time axis looks.
    func style(of kind: Mark.Kind) -> Style {
        switch kind {
        case .trouble: self[.trouble]
        case .recovery: self[.good]
        case .restart: self[.caution]
        case .deploy, .weights, .scale: self[.strong]
        }
    }
}
