import Failures
import Operations
import Terminal

/// What came of a test request, in lines.
struct OutcomeLines {
    let outcome: TestOutcome
    /// Which step of a trace is looked at.
    let step: Int
    let theme: Theme
    let columns: Int

    /// The lines from the top.
    var lines: [[Span]] {
        switch outcome {
        case .prediction(let result):
            PredictionLines(result: result, theme: theme, columns: columns).lines
        case .comparison(let comparison): lines(of: comparison)
        case .trace(let trace): lines(of: trace)
        case .batch(let report): lines(of: report)
        case .failure(let failure): theme.lines(for: failure)
        }
    }

    private func lines(of comparison: AnswerComparison) -> [[Span]] {
        let results = comparison.results
        let names = results.map { $0.predictor ?? $0.route }
        let verdict = ComparisonReport(comparison).verdict
        var lines = [
            [
                Span(
                    comparison.isEqual ? "= " : "≠ ",
                    theme[comparison.isEqual ? .good : .caution]
                ),
                Span(verdict, theme[.strong]),
            ], [],
        ]
        for (name, result) in zip(names, results) {
            if case .failed(let failure) = result.answer {
                lines.append([Span("✖ \(name): \(failure.message)", theme[.trouble])])
            }
        }
        let pathColumns = min(24, max(10, columns / 4))
        let room = max(8, (columns - pathColumns - 4) / max(1, results.count) - 2)
        func row(_ sign: Span, _ path: String, _ cells: [String], _ style: Style) -> [Span] {
            [sign, Span(path.padded(to: pathColumns) + "  ", theme[.faint])]
                + cells.map { Span($0.padded(to: room) + "  ", style) }
        }
        lines.append(row(Span("  "), "", names, theme[.strong]))
        lines.append(
            row(Span("  "), "time", results.map(\.total.latencyText), theme[.text])
        )
        // What differs comes first.
        for field in comparison.fields.filter({ !$0.isEqual })
            + comparison.fields.filter(\.isEqual)
        {
            let role: Role = field.isEqual ? .faint : field.isMeasure ? .text : .caution
            lines.append(
                row(
                    Span(field.sign + " ", theme[role]),
                    field.name,
                    field.values.map { ($0 ?? "–").sanitised },
                    theme[field.isEqual ? .text : role]
                )
            )
        }
        return lines
    }

    private func lines(of trace: StepTrace) -> [[Span]] {
        var lines: [[Span]] = []
        let total = trace.steps.reduce(Duration.zero) { $0 + $1.duration }
        lines.append([
            Span("node by node through \(trace.predictor)  ", theme[.strong]),
            Span("\(total.latencyText)  h l: step", theme[.faint]),
        ])
        for (place, record) in trace.steps.enumerated() {
            let isChosen = place == step
            let failed = (try? record.answer.get()) == nil
            let indent = String(repeating: "  ", count: record.depth)
            let branch = record.branch.map { " → \($0)" } ?? ""
            let ground = isChosen ? theme[.selection] : theme[.text]
            lines.append([
                Span(isChosen ? "▸ " : "  ", theme[.accent].on(ground)),
                Span("\(indent)\(record.node)", theme[failed ? .trouble : .text].on(ground)),
                Span("  \(record.method)\(branch)  ", theme[.faint].on(ground)),
                Span(
                    failed ? "✖ failed" : record.duration.latencyText,
                    theme[failed ? .trouble : .text].on(ground)
                ),
            ])
        }
        guard trace.steps.indices.contains(step) else { return lines }
        let record = trace.steps[step]
        lines.append([])
        let got = TraceReport.message("got", record.request)
        for line in got + TraceReport.answer(of: record) {
            let isHead = !line.hasPrefix("    ")
            lines.append([Span(line, theme[isHead ? .accent : .text])])
        }
        return lines
    }

    private func lines(of report: BatchReport) -> [[Span]] {
        let isExact = report.exactCount == report.knownCount && report.failedCount == 0
        var lines = [[Span(report.summary, theme[isExact ? .strong : .caution])], []]
        for row in report.rows.reversed() {
            let sign: Span =
                switch row.isExact {
                case true?: Span("✔ ", theme[.good])
                case false?: Span("✖ ", theme[.trouble])
                case nil: Span("· ", theme[.faint])
                }
            let name = row.item.name.padded(to: 24)
            let time = Span("  \(row.duration.latencyText)", theme[.faint])
            switch row.read {
            case .success(let line):
                lines.append([sign, Span(name + "  ", theme[.text]), Span(line), time])
                if let expected = row.item.expected, row.isExact == false {
                    let space = String(repeating: " ", count: 17)
                    lines.append([Span("  \(space)printed  \(expected)", theme[.faint])])
                }
            case .failure(let failure):
                lines.append([
                    sign, Span(name + "  ", theme[.text]),
                    Span(failure.message, theme[.trouble]),
                ])
            }
        }
        return lines
    }
}

extension Theme {
    /// Why nothing came back, in lines.
    func lines(for failure: Failure) -> [[Span]] {
        var lines = [[Span("✖ \(failure.message)", self[.trouble])]]
        if let hint = failure.hint { lines.append([Span("  \(hint)", self[.faint])]) }
        return lines + failure.details.map { [Span("  \($0)", self[.faint])] }
    }
}

extension String {
    /// The text in exactly this many columns, cut with `…` or filled with blanks.
    func padded(to columns: Int) -> String {
        let width = self.columns
        if width <= columns { return self + String(repeating: " ", count: columns - width) }
        var kept = ""
        for character in self {
            guard kept.columns + String(character).columns <= columns - 1 else { break }
            kept.append(character)
        }
        let space = String(repeating: " ", count: max(0, columns - 1 - kept.columns))
        return kept + "…" + space
    }
}
