import Operations
import Terminal

/// The lines of the fleet: a row a deployment, and below it what one must know about it.
struct FleetLines {
    /// One line of the list.
    enum Line {
        case row(DeploymentSnapshot)
        case note([Span], DeploymentID)

        var id: DeploymentID {
            switch self {
            case .row(let deployment): deployment.id
            case .note(_, let id): id
            }
        }
    }

    /// Every line from the top.
    private(set) var lines: [Line] = []
    private let selected: DeploymentID?

    /// The lines for a state.
    init(state: DashboardState, width: Int, theme: Theme = .terminal) {
        selected = state.fleet.selected
        for deployment in state.rows {
            lines.append(.row(deployment))
            for note in Self.notes(on: deployment, state: state, theme: theme) {
                lines.append(.note(note, deployment.id))
            }
        }
    }

    /// The lines that are seen through so many rows: the selected one stays near the middle.
    func window(in rows: Int) -> ArraySlice<Line> {
        guard lines.count > rows else { return lines[...] }
        let place = lines.firstIndex { $0.id == selected } ?? 0
        let first = max(0, min(lines.count - rows, place - rows / 2))
        return lines[first..<first + rows]
    }

    /// The deployments that are seen through so many rows.
    func visible(in rows: Int) -> [DeploymentID] {
        window(in: rows).map(\.id)
    }

    private static func notes(
        on deployment: DeploymentSnapshot,
        state: DashboardState,
        theme: Theme
    ) -> [[Span]] {
        var notes: [[Span]] = []
        if let why = deployment.why {
            let isTrouble = Severity(of: deployment) == .trouble
            notes.append([Span("╰ \(why)", theme[isTrouble ? .trouble : .caution])])
        }
        if let difference = deployment.weightDifference {
            notes.append([Span("╰ ≠ \(difference)", theme[.caution])])
        }
        for change in state.pending where change.deployment == deployment.id {
            let weights = deployment.predictors
                .compactMap { predictor in
                    change.weights[predictor.name].map { "\(predictor.name) \($0)" }
                }
                .joined(separator: " · ")
            let age = state.now.elapsed(since: change.since).asAge
            let stage = change.isAccepted ? "accepted, not yet routed" : "sent"
            notes.append([Span("╰ … pending \(weights): \(stage), \(age)", theme[.caution])])
        }
        // Where the metrics fail as a whole, the head of the screen says so once.
        if case .measured(let figures) = deployment.figures, figures.isStale(at: state.now),
            !state.areMetricsFailing
        {
            let age = state.now.elapsed(since: figures.measuredAt).asAge
            notes.append([Span("╰ ◌ figures are \(age) old", theme[.stale])])
        }
        if case .missing(let reason?) = deployment.figures {
            notes.append([Span("╰ no data: \(reason)", theme[.stale])])
        }
        return notes
    }
}
