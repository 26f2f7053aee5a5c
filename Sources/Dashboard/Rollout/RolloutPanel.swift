import Operations
import Terminal

/// A rollout beside its graph: the steps as a bar, the gates with what was measured, who drives it.
struct RolloutPanel {
    let rollout: RolloutRecord
    let now: Moment
    let theme: Theme

    /// How long a rollout that is over is still shown, in seconds.
    private static let afterglow = 600.0

    /// The panel of a deployment; `nil` when it has no rollout, or one that is long over.
    init?(of deployment: DeploymentSnapshot, now: Moment, theme: Theme) {
        guard let rollout = deployment.rollout else { return nil }
        let age = now.elapsed(since: rollout.phaseBegan) / .seconds(1)
        guard !rollout.phase.isOver || age < Self.afterglow else { return nil }
        self.rollout = rollout
        self.now = now
        self.theme = theme
    }

    /// The rows that it takes where there is room for it all.
    func rows(columns: Int) -> Int { 3 + gateRows(columns: columns).count }

    /// Draws the panel.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let column = area.column + 2
        let limit = area.columns - 4
        grid.write(bar, column: column, row: area.row, limit: limit)
        guard area.rows > 1 else { return }
        grid.write(status, column: column, row: area.row + 1, limit: limit)
        guard area.rows > 2 else { return }
        grid.write(attendance, column: column, row: area.row + 2, limit: limit)
        for (place, spans) in gateRows(columns: area.columns).prefix(area.rows - 3).enumerated() {
            grid.write(spans, column: column, row: area.row + 3 + place, limit: limit)
        }
    }

    // MARK: Steps

    private var bar: [Span] {
        var spans = [
            Span("rollout ", theme[.faint]), Span("\(rollout.plan.canary) ", theme[.strong]),
        ]
        let isOver = rollout.phase == .promoted || rollout.phase.isFinishing
        for (place, share) in rollout.plan.steps.enumerated() {
            let isDone = isOver || place < rollout.step
            let isHere = !isOver && place == rollout.step && !rollout.phase.isOver
            let style = isDone ? theme[.good] : isHere ? theme[.accent] : theme[.faint]
            if place > 0 { spans.append(Span(isDone || isHere ? "━━" : "──", style)) }
            spans.append(Span(isDone ? "✔" : isHere ? "●" : "○", style))
            spans.append(Span("\(share)%", isHere ? theme[.strong] : style))
            if isHere, rollout.phase == .baking { spans += progress }
        }
        if rollout.plan.finishes {
            let style =
                rollout.phase == .promoted
                ? theme[.good] : rollout.phase.isFinishing ? theme[.accent] : theme[.faint]
            let sign = rollout.phase == .promoted ? "✔" : rollout.phase.isFinishing ? "●" : "○"
            spans += [Span("──", style), Span("\(sign)finish", style)]
        }
        let weights = rollout.weights.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value)%" }.joined(separator: " ")
        return spans + [Span("   \(weights)", theme[.text])]
    }

    /// How much of the step is over, in eight cells.
    private var progress: [Span] {
        let elapsed = now.elapsed(since: rollout.phaseBegan) / .seconds(1)
        let part = max(0, min(1, elapsed / max(rollout.plan.interval, 0.001)))
        let full = Int((part * 8).rounded(.down))
        return [
            Span(" ", theme[.faint]), Span(String(repeating: "█", count: full), theme[.accent]),
            Span(String(repeating: "░", count: 8 - full), theme[.faint]), Span(" ", theme[.faint]),
        ]
    }

    // MARK: Status

    private var status: [Span] {
        let style =
            switch rollout.phase {
            case .promoted: theme[.good]
            case .failed: theme[.trouble]
            case .aborted: theme[.caution]
            default: rollout.hold == nil ? theme[.text] : theme[.caution]
            }
        var text = "\(rollout.phase.rawValue): \(rollout.message)"
        if let hold = rollout.hold { text = "paused by \(hold.by): \(hold.reason)" }
        if let after = rollout.restoredAfter {
            text += "; traffic back after \(Duration.seconds(after).inWords)"
        }
        return [Span(text, style)]
    }

    private var attendance: [Span] {
        if rollout.phase.isOver {
            return [
                Span("begun by \(rollout.author)", theme[.faint]), Span("   U", theme[.accent]),
                Span(" takes it back", theme[.faint]),
            ]
        }
        let key: String
        var spans: [Span]
        if let since = rollout.unattendedSince(at: now) {
            spans = [Span("unattended for \(now.elapsed(since: since).asAge)", theme[.caution])]
            key = "takes it over"
        } else {
            spans = [Span("driven by \(rollout.driver?.name ?? "")", theme[.faint])]
            key = "pauses"
        }
        let goesOn = rollout.hold != nil || rollout.phase == .approving
        return spans + [
            Span("   P", theme[.accent]), Span(" \(goesOn ? "goes on" : key)", theme[.faint]),
            Span("   A", theme[.accent]), Span(" aborts", theme[.faint]),
        ]
    }

    // MARK: Gates

    private func gateRows(columns: Int) -> [[Span]] {
        let gates = rollout.gates.map { gate -> [Span] in
            let style =
                switch gate.verdict {
                case .passed: theme[.good]
                case .waiting: theme[.text]
                case .noData: theme[.caution]
                case .failed: theme[.trouble]
                }
            return [Span("\(gate.verdict.sign) ", style), Span(gate.sentence, theme[.text])]
        }
        return gates
    }
}
