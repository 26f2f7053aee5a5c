import Operations
import Terminal

/// Figures as pieces of text: dim and marked when they are old, loud when they are bad.
struct FigureSpans {
    let reading: FigureReading
    let now: Moment
    let theme: Theme

    /// Whether there are figures and they are old.
    var isStale: Bool { reading.figures?.isStale(at: now) ?? false }

    private var ground: Style { isStale ? theme[.stale] : theme[.text] }

    /// Requests a second; `no data` where nobody could be asked, `◌` before what is old.
    var rate: [Span] {
        guard let figures = reading.figures else { return [Span("no data", theme[.stale])] }
        return [Span((isStale ? "◌" : "") + figures.rate.rateText, ground)]
    }

    /// A quantile; `–` when no request came.
    func quantile(_ path: KeyPath<Figures, LatencyQuantile?>) -> [Span] {
        guard let figures = reading.figures else { return [] }
        guard let latency = figures[keyPath: path] else { return [Span("–", theme[.faint])] }
        return [
            Span(
                latency.text,
                style(for: Severity(latency: latency, by: figures.thresholds))
            )
        ]
    }

    /// The share of errors, with a mark where it is bad; `–` when no request came.
    var errors: [Span] {
        guard let figures = reading.figures else { return [] }
        guard let rate = figures.errorRate else { return [Span("–", theme[.faint])] }
        let severity = Severity(errorRate: rate, by: figures.thresholds)
        let mark = severity > .ordinary ? "!" : ""
        return [Span(mark + rate.percentText, style(for: severity))]
    }

    /// Rate, p99 and errors in one line.
    var brief: [Span] {
        guard reading.figures != nil else { return rate }
        var spans = rate
        spans.append(Span("/s p99 ", theme[.faint]))
        spans += quantile(\.p99)
        spans.append(Span(" "))
        return spans + errors
    }

    /// The three quantiles with their names.
    var quantiles: [Span] {
        var spans: [Span] = []
        for (name, path) in [("p50 ", \Figures.p50), ("p95 ", \.p95), ("p99 ", \.p99)] {
            spans.append(Span(name, theme[.faint]))
            spans += quantile(path)
            spans.append(Span("  "))
        }
        return spans
    }

    /// The errors by status code, such as `500 ×3`.
    var errorCodes: String {
        (reading.figures?.errorsByCode ?? [:]).filter { $0.value > 0 }
            .sorted { $0.key < $1.key }
            .map { "\($0.key) ×\($0.value)" }
            .joined(separator: " ")
    }

    /// The rate of the last 15 minutes as bars.
    func history(_ rates: [Double?], columns: Int) -> [Span] {
        let bars = Sparkline(rates).text(columns: columns)
        return [Span(bars, isStale ? theme[.stale] : theme[.faint])]
    }

    /// How old the figures are, when they are old.
    var age: String? {
        guard isStale, let figures = reading.figures else { return nil }
        return now.elapsed(since: figures.measuredAt).asAge
    }

    private func style(for severity: Severity) -> Style {
        if isStale { return theme[.stale] }
        return switch severity {
        case .ordinary: theme[.text]
        case .caution: theme[.caution]
        case .trouble: theme[.trouble]
        }
    }
}

extension Theme {
    /// How something of a severity looks; what is ordinary looks like a role of the caller's choice.
    func style(of severity: Severity, ordinary: Role = .text) -> Style {
        switch severity {
        case .ordinary: self[ordinary]
        case .caution: self[.caution]
        case .trouble: self[.trouble]
        }
    }

    /// How a health looks.
    func style(of health: DeploymentSnapshot.Health) -> Style {
        switch health {
        case .serving: self[.good]
        case .degraded, .rolling: self[.caution]
        case .stuck, .down: self[.trouble]
        case .stopped, .deleting, .unknown: self[.faint]
        }
    }

    /// The replicas of a node; one that the orchestrator itself plays has none of its own.
    func spans(forReplicasOf node: NodeSnapshot) -> [Span] {
        node.replicas.desired == 0 && node.image == nil
            ? [Span("built in", self[.faint])] : spans(for: node.replicas)
    }

    /// Replicas as `1/2`, with a sign whose shape tells whether they are complete.
    func spans(for replicas: ReplicaCount) -> [Span] {
        let text = "\(replicas.ready)/\(replicas.desired)"
        if replicas.desired == 0 { return [Span("○ \(text)", self[.faint])] }
        if replicas.isComplete { return [Span("● ", self[.good]), Span(text, self[.text])] }
        return replicas.ready == 0
            ? [Span("✖ \(text)", self[.trouble])] : [Span("▲ \(text)", self[.caution])]
    }
}
