import Operations
import Terminal

/// The line above a predictor's graph: its share of the traffic and its state.
struct PredictorHeading {
    let predictor: PredictorSnapshot
    /// The weight that was asked for and that the cluster does not show yet.
    let pending: PendingWeight?
    let now: Moment
    let theme: Theme

    /// A weight that is on its way.
    struct PendingWeight {
        let weight: Int
        let age: String
    }

    /// The pieces from left to right, as many as there is room for: what is wrong comes first.
    func spans(columns: Int) -> [Span] {
        var spans = [
            Span(predictor.isShadow ? "copy" : "\(predictor.weights.declared)%", theme[.strong]),
            Span(predictor.isShadow ? " ╌▶ " : " ─▶ ", theme[.border]),
            Span(predictor.name + "  ", theme[.strong]),
        ]
        spans += theme.spans(for: predictor.replicas) + [Span(" ready", theme[.faint])]
        spans += warnings
        for group in [figures, share] {
            let width = (spans + group).reduce(0) { $0 + $1.text.columns }
            if width <= columns { spans += group }
        }
        return spans
    }

    private var warnings: [Span] {
        var spans: [Span] = []
        if let why = predictor.why { spans.append(Span("  ✖ \(why)", theme[.trouble])) }
        if let pending {
            let text = "  … pending \(pending.weight)% for \(pending.age)"
            spans.append(Span(text, theme[.caution]))
        }
        let weights = predictor.weights
        guard weights.isRoutedOtherwise || weights.isObservedOtherwise else { return spans }
        let routed = weights.routed.map { "\($0)%" } ?? "?"
        let observed = weights.observed.map { ($0 / 100).percentText } ?? "?"
        let text = "declared \(weights.declared)%, routed \(routed), observed \(observed)"
        return spans + [Span("  "), Span(" ≠ \(text) ", theme[.alarm])]
    }

    private var figures: [Span] {
        let figures = FigureSpans(reading: predictor.figures, now: now, theme: theme)
        guard predictor.figures.figures != nil else { return [Span("  ")] + figures.rate }
        var spans = [Span("  ")] + figures.rate
        spans.append(Span(" req/s  p99 ", theme[.faint]))
        spans += figures.quantile(\.p99)
        spans.append(Span("  "))
        spans += figures.errors
        spans.append(Span(" errors", theme[.faint]))
        if let age = figures.age { spans.append(Span("  \(age) old", theme[.stale])) }
        return spans
    }

    /// What the counters show, where it is what was asked for.
    private var share: [Span] {
        let weights = predictor.weights
        guard !predictor.isShadow else {
            return [Span("  shadow: its answers are dropped", theme[.faint])]
        }
        guard let observed = weights.observed, !weights.isRoutedOtherwise,
            !weights.isObservedOtherwise
        else { return [] }
        let text = "  observed \((observed / 100).percentText) of \(weights.sampleCount)"
        return [Span(text, theme[.faint])]
    }
}
