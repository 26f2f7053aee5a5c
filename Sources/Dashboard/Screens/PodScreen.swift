import Operations
import Terminal

/// The pods of a deployment, predictor by predictor.
struct PodScreen {
    let state: DashboardState
    let id: DeploymentID
    let theme: Theme

    private static let table = Table(columns: [
        Table.Column("", minimum: 1),
        Table.Column("POD", minimum: 30, maximum: 63),
        Table.Column("PREDICTOR", minimum: 9, maximum: 20, dispensability: 2),
        Table.Column("STATUS", minimum: 16, maximum: 24),
        Table.Column("RESTARTS", minimum: 8, isTrailing: true, dispensability: 1),
        Table.Column("AGE", minimum: 4, isTrailing: true),
        Table.Column("MACHINE", minimum: 8, maximum: 24, dispensability: 3),
        Table.Column("CONTAINERS", minimum: 12, maximum: 60, dispensability: 4),
    ])

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let rows = state.podRows
        guard !rows.isEmpty else {
            grid.write("there is no pod", column: 2, row: area.row + 1, style: theme[.faint])
            return
        }
        let chosen = state.selectedPod?.pod.uid
        let place = rows.firstIndex { $0.pod.uid == chosen } ?? 0
        let why = rows[place].pod.why
        let forward = forwardLine
        let footRows = (why == nil ? 0 : 1) + (forward == nil ? 0 : 1)
        let (table, foot) = area.split(bottom: footRows)
        let room = table.inset(columns: 1)
        let layout = Self.table.layout(in: room.columns, content: widths(of: rows))
        Self.table.drawHeader(
            layout: layout,
            column: room.column,
            row: room.row,
            style: theme[.faint],
            on: &grid
        )
        let visible = max(1, room.rows - 1)
        let first = max(0, min(place - visible / 2, rows.count - visible))
        for (offset, row) in rows.dropFirst(first).prefix(visible).enumerated() {
            let isChosen = row.pod.uid == chosen
            let line = room.row + 1 + offset
            let ground = isChosen ? theme[.selection] : theme[.text]
            if isChosen {
                grid.fill(Rect(row: line, columns: grid.size.columns, rows: 1), style: ground)
            }
            Self.table.draw(
                cells(of: row, isChosen: isChosen).map { cell in
                    cell.map { Span($0.text, $0.style.on(ground)) }
                },
                layout: layout,
                column: room.column,
                row: line,
                on: &grid
            )
        }
        var line = foot.row
        if let why {
            grid.write(
                "▲ \(why)",
                column: 2,
                row: line,
                style: theme[.caution],
                limit: foot.columns - 4
            )
            line += 1
        }
        if let forward {
            grid.write(
                forward,
                column: 2,
                row: line,
                style: theme[.accent],
                limit: foot.columns - 4
            )
        }
    }

    private var forwardLine: String? {
        let pods = state.forwards.compactMap { subscription -> String? in
            if case .forward(id, let pod) = subscription { pod } else { nil }
        }
        return pods.isEmpty ? nil : "→ ports lead to \(pods.sorted().joined(separator: ", "))"
    }

    private func widths(of rows: [PodRow]) -> [Int] {
        [
            1, rows.map(\.pod.name.columns).max() ?? 0, rows.map(\.predictor.columns).max() ?? 0,
            rows.map(\.pod.status.columns).max() ?? 0, 8, 4,
            rows.map { $0.pod.host?.columns ?? 0 }.max() ?? 0,
            rows.map { $0.pod.containers.joined(separator: " ").columns }.max() ?? 0,
        ]
    }

    private func cells(of row: PodRow, isChosen: Bool) -> [[Span]] {
        let pod = row.pod
        let sign = pod.isReady ? Span("●", theme[.good]) : Span("▲", theme[.caution])
        return [
            [sign],
            [Span(pod.name, theme[.text])],
            [Span(row.predictor, theme[.faint])],
            [Span(pod.status, theme[pod.isReady ? .text : .caution])],
            [Span("\(pod.restarts)", theme[pod.restarts > 0 ? .caution : .faint])],
            [Span(pod.createdAt.map { state.now.elapsed(since: $0).asAge } ?? "?", theme[.text])],
            [Span(pod.host ?? "–", theme[.faint])],
            [Span(pod.containers.joined(separator: " "), theme[.faint])],
        ]
    }
}
