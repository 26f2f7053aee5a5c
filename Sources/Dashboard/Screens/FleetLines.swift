import Operations
import Terminal

/// The lines of the fleet that are seen: a row a deployment, and below it what one must know about it.
///
/// Only those around the selected row are looked at, whatever the size of the fleet; what a note says is
/// put into words only when it is drawn.
struct FleetLines {
    /// Something that one must know about a deployment.
    enum Note {
        case why
        case weights
        case predictor(Int)
        case pending(Int)
        case stale
        case missing(String)
    }

    /// One line of the list: a row, or a note on it.
    struct Line {
        /// Which row it belongs to.
        let row: Int
        /// What it says, or `nil` for the row itself.
        let note: Note?
    }

    private let state: DashboardState
    private let areMetricsFailing: Bool

    /// The lines for a state.
    init(state: DashboardState) {
        self.state = state
        areMetricsFailing = state.areMetricsFailing
    }

    /// The lines of one row: the row itself and the notes on it.
    private func lines(of row: Int) -> [Line] {
        let deployment = state.rows[row]
        var lines = [Line(row: row, note: nil)]
        if deployment.why != nil { lines.append(Line(row: row, note: .why)) }
        for (place, predictor) in deployment.predictors.enumerated()
        where predictor.complaint != nil {
            lines.append(Line(row: row, note: .predictor(place)))
        }
        if deployment.haveWeightsDrifted { lines.append(Line(row: row, note: .weights)) }
        for (place, change) in state.pending.enumerated()
        where change.deployment == deployment.id {
            lines.append(Line(row: row, note: .pending(place)))
        }
        switch deployment.figures {
        // Where the metrics fail as a whole, the head of the screen says so once.
        case .measured(let figures) where !areMetricsFailing && figures.isStale(at: state.now):
            lines.append(Line(row: row, note: .stale))
        case .missing(let reason?):
            lines.append(Line(row: row, note: .missing(reason)))
        case .measured, .missing:
            break
        }
        return lines
    }

    /// The lines that are seen through so many rows: the selected one stays near the middle.
    func window(in rows: Int) -> [Line] {
        let all = state.rows
        guard rows > 0, !all.isEmpty else { return [] }
        let selected = max(0, min(all.count - 1, state.fleet.selectedIndex))
        var below: [Line] = []
        var row = selected
        while row < all.count, below.count < rows {
            below += lines(of: row)
            row += 1
        }
        // As many above as half of the room, and more where there is not enough below.
        let wanted = max(rows / 2, rows - below.count)
        var above: [Line] = []
        row = selected - 1
        while row >= 0, above.count < wanted {
            above.insert(contentsOf: lines(of: row), at: 0)
            row -= 1
        }
        return Array((above.suffix(wanted) + below).prefix(rows))
    }

    /// The deployments that are seen through so many rows.
    func visible(in rows: Int) -> Set<DeploymentID> {
        Set(window(in: rows).map { state.rows[$0.row].id })
    }

    /// Since when it is in trouble, where that was seen.
    private func since(_ deployment: DeploymentSnapshot) -> String {
        let marks = state.timeline.marks(of: deployment.id, until: state.now)
        guard let mark = marks.first(where: { $0.kind == .trouble || $0.kind == .recovery }),
            mark.kind == .trouble
        else { return "" }
        let clock = mark.at.clockText(secondsFromGMT: state.secondsFromGMT)
        return "  since \(clock), \(state.now.elapsed(since: mark.at).asAge)"
    }

    /// A note in words.
    func spans(for note: Note, on deployment: DeploymentSnapshot, theme: Theme) -> [Span] {
        switch note {
        case .why:
            let isTrouble = Severity(of: deployment) == .trouble
            let style = theme[isTrouble ? .trouble : .caution]
            return [
                Span("╰ \(deployment.why ?? "")", style), Span(since(deployment), theme[.faint]),
            ]
        case .weights:
            return [Span("╰ ≠ \(deployment.weightDifference)", theme[.caution])]
        case .predictor(let place):
            let predictor = deployment.predictors[place]
            let severity = Severity(of: predictor.figures)
            let sign = severity == .trouble ? "✖" : "▲"
            let text = "╰ \(sign) \(predictor.name): \(predictor.complaint ?? "")"
            return [Span(text, theme.style(of: severity))]
        case .pending(let place):
            let change = state.pending[place]
            let weights = deployment.predictors
                .compactMap { predictor in
                    change.weights[predictor.name].map { "\(predictor.name) \($0)" }
                }
                .joined(separator: " · ")
            let age = state.now.elapsed(since: change.since).asAge
            let stage = change.isAccepted ? "accepted, not yet routed" : "sent"
            return [Span("╰ … pending \(weights): \(stage), \(age)", theme[.caution])]
        case .stale:
            let age = deployment.figures.figures.map {
                state.now.elapsed(since: $0.measuredAt).asAge
            }
            return [Span("╰ ◌ figures are \(age ?? "?") old", theme[.stale])]
        case .missing(let reason):
            return [Span("╰ no data: \(reason)", theme[.stale])]
        }
    }
}
