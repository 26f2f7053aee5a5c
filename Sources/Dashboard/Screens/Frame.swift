import Operations
import Terminal

/// What is around every page: whose cluster it is, how well it answers, where one is, what was said
/// last, and which keys there are.
struct Frame {
    let state: DashboardState
    let theme: Theme

    /// The part of the screen that is the page's.
    func body(of area: Rect) -> Rect {
        let top = state.pastBanner == nil && state.banner == nil ? 2 : 3
        return Rect(row: top, columns: area.columns, rows: area.rows - top - 2)
    }

    /// Whether the objects on the screen may no longer be true.
    var isDataOld: Bool {
        state.snapshot?.sources.contains { source in
            if source.source == .apiServer, case .failing = source.status { true } else { false }
        } ?? false
    }

    /// Draws it around the page.
    func draw(on grid: inout CellGrid) {
        if isProduction { drawEdges(on: &grid) }
        drawIdentity(on: &grid)
        drawTrail(on: &grid)
        if let past = state.pastBanner {
            let style = theme[.accent].with([.bold, .reverse])
            grid.fill(Rect(row: 2, columns: grid.size.columns, rows: 1), style: style)
            grid.write(" ◀ \(past)", column: 0, row: 2, style: style)
        } else if let banner = state.banner {
            grid.fill(Rect(row: 2, columns: grid.size.columns, rows: 1), style: theme[.alarm])
            grid.write(" ✖ \(banner)", column: 0, row: 2, style: theme[.alarm])
        }
        drawNotice(on: &grid)
        drawHints(on: &grid)
    }

    private func drawIdentity(on grid: inout CellGrid) {
        var right: [Span] = []
        for source in state.snapshot?.sources ?? [] { right += spans(for: source) }
        right.append(
            Span(state.now.clockText(secondsFromGMT: state.secondsFromGMT) + " ", theme[.text])
        )
        let width = right.reduce(0) { $0 + $1.text.columns }
        var left = [Span(" radiant", theme[.accent].with(.bold))]
        if let snapshot = state.snapshot {
            left += [
                Span("  \(snapshot.context)", theme[.strong]),
                Span("  \(snapshot.scope.text)", theme[.text]),
                Span("  \(snapshot.user)", theme[.faint]),
            ]
            if snapshot.isProduction {
                let rest = state.unlockedUntil.flatMap { until in
                    until > state.now ? " unlocked \(until.elapsed(since: state.now).asAge)" : nil
                }
                left.insert(Span(" PRODUCTION\(rest ?? "") ", theme[.alarm]), at: 1)
            }
            if snapshot.isReadOnly { left.append(Span("  read-only", theme[.caution])) }
        } else {
            left.append(Span("  connecting…", theme[.faint]))
        }
        grid.write(left, column: 0, row: 0, limit: grid.size.columns - width - 1)
        grid.write(right, endColumn: grid.size.columns, row: 0)
    }

    private func spans(for health: SourceHealth) -> [Span] {
        let word = health.source.word
        switch health.status {
        case .healthy: return [Span("●", theme[.good]), Span(" \(word)  ", theme[.faint])]
        case .connecting: return [Span("◌ \(word)  ", theme[.faint])]
        case .absent: return [Span("○ \(word)  ", theme[.faint])]
        case .failing:
            let age = health.lastSuccess.map { " " + state.now.elapsed(since: $0).asAge } ?? ""
            return [Span("✖ \(word)\(age)", theme[.trouble]), Span("  ")]
        }
    }

    private var isProduction: Bool { state.snapshot?.isProduction == true }

    /// A frame that nobody overlooks around what is production, wherever nothing else stands.
    private func drawEdges(on grid: inout CellGrid) {
        let (right, bottom) = (grid.size.columns - 1, grid.size.rows - 2)
        let style = theme[.trouble]
        for row in 2..<bottom {
            for column in [0, right] where grid[column, row].scalar == " " {
                grid[column, row] = Cell("┃", style: style)
            }
        }
        for column in 0...right {
            let corner: Unicode.Scalar = column == 0 ? "┗" : column == right ? "┛" : "━"
            grid[column, bottom] = Cell(corner, style: style)
        }
        grid.write([Span(" PRODUCTION ", theme[.alarm])], endColumn: right - 1, row: bottom)
    }

    private func drawTrail(on grid: inout CellGrid) {
        for column in 0..<grid.size.columns {
            let isEdge = column == 0 || column == grid.size.columns - 1
            let line: Unicode.Scalar =
                !isProduction ? "─" : !isEdge ? "━" : column == 0 ? "┏" : "┓"
            grid[column, 1] = Cell(line, style: theme[isProduction ? .trouble : .border])
        }
        let note = state.trailNote
        let limit = grid.size.columns - note.columns - 8
        var titles = state.pages.map(\.title)
        // Where one is says more than where one came from.
        while titles.count > (titles.first == "…" ? 2 : 1),
            titles.joined(separator: " › ").columns + 2 > limit
        {
            titles.removeFirst(titles.first == "…" ? 2 : 1)
            titles.insert("…", at: 0)
        }
        var spans: [Span] = [Span(" ")]
        for (place, title) in titles.enumerated() {
            let isLast = place == titles.count - 1
            if place > 0 { spans.append(Span(" › ", theme[.faint])) }
            spans.append(Span(title, theme[isLast ? .strong : .faint]))
        }
        spans.append(Span(" "))
        grid.write(spans, column: 2, row: 1, limit: limit)
        guard !note.isEmpty else { return }
        grid.write([Span(" \(note) ", theme[.faint])], endColumn: grid.size.columns - 2, row: 1)
    }

    private func drawNotice(on grid: inout CellGrid) {
        let row = grid.size.rows - 2
        guard let notice = state.notices.current(at: state.clock) else { return }
        let style =
            switch notice.level {
            case .done: theme[.good]
            case .remark: theme[.text]
            case .trouble: theme[.trouble]
            }
        let sign =
            switch notice.level {
            case .done: "✔"
            case .remark: "›"
            case .trouble: "✖"
            }
        var spans = [Span(" \(sign) \(notice.message)", style)]
        if let hint = notice.hint { spans.append(Span("  \(hint)", theme[.faint])) }
        grid.write(spans, column: 0, row: row, limit: grid.size.columns - 1)
    }

    /// What can be done here, and at the right, always, how to learn the rest and how to leave.
    private func drawHints(on grid: inout CellGrid) {
        let row = grid.size.rows - 1
        let hints = state.keyTable.hints
        let kept = hints.filter { $0.action == .help || $0.action == .quit }
        let right = kept.flatMap { [Span("   ")] + spans(for: $0) }
        grid.write(right, endColumn: grid.size.columns - 1, row: row)
        let end = grid.size.columns - 1 - right.reduce(0) { $0 + $1.text.columns }
        var place = 1
        for hint in hints where hint.action != .help && hint.action != .quit {
            let spans = spans(for: hint)
            guard place + spans.reduce(0, { $0 + $1.text.columns }) <= end else { break }
            place = grid.write(spans, column: place, row: row) + 3
        }
    }

    private func spans(for binding: KeyTable.Binding) -> [Span] {
        guard let key = binding.keys.first, let hint = binding.hint else { return [] }
        return [Span(key.label, theme[.accent]), Span(" \(hint)", theme[.faint])]
    }
}

extension DashboardState {
    /// The rows that a page has.
    var bodyRows: Int {
        max(1, size.rows - (pastBanner == nil && banner == nil ? 4 : 5))
    }

    /// What is wrong everywhere, in one line, or `nil`; the reason comes last, since it may be long.
    var banner: String? {
        for health in snapshot?.sources ?? [] {
            // A gateway that this machine cannot reach is common, and said where it matters.
            guard case .failing(let reason) = health.status, health.source != .gateway else {
                continue
            }
            let silence = health.source == .metrics ? "do not answer" : "does not answer"
            let refuses = health.source == .apiServer && health.isReachable
            let verb = refuses ? "refuses" : silence
            var parts = ["\(health.source.name) \(verb)"]
            if let last = health.lastSuccess {
                let clock = last.clockText(secondsFromGMT: secondsFromGMT)
                parts.append("data of \(clock), \(now.elapsed(since: last).asAge) ago")
            }
            if let next = health.nextAttempt, next > now {
                parts.append("next try in \(next.elapsed(since: now).asAge)")
            }
            return (parts + [reason]).joined(separator: " · ")
        }
        return nil
    }

    /// Whether no figures come in from anywhere.
    var areMetricsFailing: Bool {
        snapshot?.sources.contains { health in
            if health.source == .metrics, case .failing = health.status { true } else { false }
        } ?? false
    }

    /// What stands at the right of the trail of pages.
    var trailNote: String {
        switch page {
        case .fleet:
            let order = "by \(fleet.order.rawValue)" + (fleet.isReversed ? ", reversed" : "")
            let shown = rows.count
            let all = snapshot?.deployments.count ?? 0
            return shown == all ? "\(all) · \(order)" : "\(shown) of \(all) · \(order)"
        case .logs:
            let place =
                logs.scrollBack > 0
                ? "\(logs.scrollBack) lines below"
                : logs.target?.isPrevious == true ? "at the end" : "following"
            let count = logs.visible.count
            return "\(count) \(count == 1 ? "line" : "lines") · \(place)"
        case .events:
            return events.lines.map { "\($0.count)" } ?? ""
        case .bench(let id):
            let count = bench.entries.count { $0.request.deployment == id }
            return count > 1 ? "\(count) kept · \(id.namespace)" : id.namespace
        case .graph(let id, _), .node(let id, _), .comparison(let id):
            return id.namespace
        case .document(let target):
            return target.deployment.namespace
        case .pods:
            return "\(podRows.count)"
        case .messages:
            return "\(notices.entries.count)"
        case .commands:
            return "\(commandLog.entries.count)"
        }
    }
}
