import Operations
import Terminal

/// Every other predictor against the main one, figure by figure, with a verdict in words.
struct ComparisonTable {
    let deployment: DeploymentSnapshot
    let now: Moment
    let theme: Theme

    private static let label = 10
    private static let column = 10
    private static let difference = 17

    /// Whether there is anything to compare.
    var isNeeded: Bool { deployment.predictors.count > 1 }

    /// The lines from the top; `columns` is the room there is.
    func lines(columns: Int) -> [[Span]] {
        guard let base = deployment.basePredictor else { return [] }
        let others = deployment.predictors.filter { $0.name != base.name }
        var lines: [[Span]] = []
        for other in others {
            if !lines.isEmpty { lines.append([]) }
            lines += self.lines(of: other, against: base)
        }
        return lines
    }

    private func lines(
        of other: PredictorSnapshot,
        against base: PredictorSnapshot
    ) -> [[Span]] {
        let title = Span(
            "\(other.name.uppercased()) AGAINST \(base.name.uppercased())",
            theme[.faint].with(.bold)
        )
        guard let before = base.figures.figures, let now = other.figures.figures else {
            let missing = base.figures.figures == nil ? base.name : other.name
            return [[title, Span("  no figures of \(missing) yet", theme[.stale])]]
        }
        let comparison = PredictorComparison(of: now, with: before)
        let window = max(before.window, now.window).asAge
        let isOld = before.isStale(at: self.now) || now.isStale(at: self.now)
        var lines = [
            [title, Span("  ", theme[.text])] + spans(for: comparison.verdict)
                + [
                    Span("  over the last \(window)", theme[.faint]),
                    Span(isOld ? ", old" : "", theme[.stale]),
                ],
            row(
                "",
                [Span(base.name, theme[.faint])],
                [Span(other.name, theme[.faint])],
                [Span("difference", theme[.faint])],
                [Span("verdict", theme[.faint])]
            ),
            row(
                "requests",
                [Span("\(before.sampleCount)", theme[.text])],
                [Span("\(now.sampleCount)", theme[.text])],
                [],
                []
            ),
        ]
        for subject in PredictorComparison.Subject.allCases {
            lines.append(line(of: subject, comparison))
        }
        return lines
    }

    private func line(
        of subject: PredictorComparison.Subject,
        _ comparison: PredictorComparison
    ) -> [Span] {
        let before = text(of: subject, comparison.base)
        let now = text(of: subject, comparison.other)
        return row(
            subject.word,
            [Span(before, theme[.text])],
            [Span(now, theme[.text])],
            [Span(difference(subject, comparison), theme[.text])],
            spans(for: comparison.verdict(on: subject))
        )
    }

    private func row(
        _ name: String,
        _ before: [Span],
        _ now: [Span],
        _ difference: [Span],
        _ verdict: [Span]
    ) -> [Span] {
        [Span(name, theme[.faint]), pad(to: Self.label, after: [Span(name)])]
            + trailing(before, Self.column) + trailing(now, Self.column)
            + trailing(difference, Self.difference) + [Span("   ", theme[.text])] + verdict
    }

    private func trailing(_ spans: [Span], _ columns: Int) -> [Span] {
        [pad(to: columns, after: spans)] + spans
    }

    private func pad(to columns: Int, after spans: [Span]) -> Span {
        let width = spans.reduce(0) { $0 + $1.text.columns }
        return Span(String(repeating: " ", count: max(0, columns - width)), theme[.text])
    }

    private func text(
        of subject: PredictorComparison.Subject,
        _ figures: Figures
    ) -> String {
        guard let path = subject.path else { return figures.errorRate?.percentText ?? "–" }
        return figures[keyPath: path]?.text ?? "–"
    }

    /// How much more or less, in its unit and in percent.
    private func difference(
        _ subject: PredictorComparison.Subject,
        _ comparison: PredictorComparison
    ) -> String {
        guard let path = subject.path else {
            guard let before = comparison.base.errorRate, let now = comparison.other.errorRate
            else { return "–" }
            let points = (now - before) * 100
            if points.magnitude < 0.05 { return "0" }
            return "\(points > 0 ? "+" : "")\(points.text(decimals: 1)) points"
        }
        guard case .about(let before)? = comparison.base[keyPath: path],
            case .about(let now)? = comparison.other[keyPath: path], before > .zero
        else { return "–" }
        let change = now - before
        if (change / .milliseconds(1)).magnitude < 0.05 { return "0" }
        let sign = change < .zero ? "-" : "+"
        let size = change < .zero ? .zero - change : change
        let percent = ((now / before - 1) * 100).text(decimals: 0)
        return "\(sign)\(size.latencyText) \(change < .zero ? "" : "+")\(percent)%"
    }

    /// A verdict as a sign and a word.
    private func spans(for verdict: PredictorComparison.Verdict) -> [Span] {
        switch verdict {
        case .better: [Span("✔ better", theme[.good])]
        case .worse: [Span("✖ worse", theme[.trouble])]
        case .same: [Span("= no difference", theme[.text])]
        case .tooFew(let requests, let needed):
            [Span("? too few requests to say: \(requests) of \(needed)", theme[.stale])]
        }
    }
}

extension PredictorComparison.Subject {
    /// The figure in one word.
    var word: String {
        switch self {
        case .p50: "p50"
        case .p95: "p95"
        case .p99: "p99"
        case .errors: "errors"
        }
    }

    /// Where a latency stands among the figures; `nil` for errors.
    fileprivate var path: KeyPath<Figures, LatencyQuantile?>? {
        switch self {
        case .p50: \.p50
        case .p95: \.p95
        case .p99: \.p99
        case .errors: nil
        }
    }
}
