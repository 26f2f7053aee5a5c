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

    /// Where the parts of the page are.
    private struct Parts {
        var table: Rect
        var foot: Rect
        /// The pod at the top, by its place.
        var first: Int
        /// The pod that keys act on, by its place.
        var chosen: Int
    }

    private func parts(of area: Rect, _ rows: [PodRow]) -> Parts {
        let uid = state.selectedPod?.pod.uid
        let chosen = rows.firstIndex { $0.pod.uid == uid } ?? 0
        let footRows = (rows[chosen].pod.why == nil ? 0 : 1) + (forwardLine == nil ? 0 : 1)
        let (table, foot) = area.split(bottom: footRows)
        let visible = max(1, table.rows - 1)
        let first = max(0, min(chosen - visible / 2, rows.count - visible))
        return Parts(table: table.inset(columns: 1), foot: foot, first: first, chosen: chosen)
    }

    /// The pod in a row of the screen.
    func pod(at place: Point, in area: Rect) -> PodSnapshot? {
        let rows = state.podRows
        guard !rows.isEmpty else { return nil }
        let parts = parts(of: area, rows)
        let line = place.row - parts.table.row - 1
        guard line >= 0, place.row < parts.table.endRow else { return nil }
        let index = parts.first + line
        return rows.indices.contains(index) ? rows[index].pod : nil
    }

    /// Draws the page.
    func draw(in area: Rect, on grid: inout CellGrid) {
        let rows = state.podRows
        guard !rows.isEmpty else {
            grid.write("there is no pod", column: 2, row: area.row + 1, style: theme[.faint])
            return
        }
        let parts = parts(of: area, rows)
        let room = parts.table
        let layout = Self.table.layout(in: room.columns, content: widths(of: rows))
        Self.table.drawHeader(
            layout: layout,
            column: room.column,
            row: room.row,
            style: theme[.faint],
            on: &grid
        )
        let seen = rows.enumerated().dropFirst(parts.first).prefix(max(1, room.rows - 1))
        for (offset, (index, row)) in seen.enumerated() {
            let isChosen = index == parts.chosen
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
        var foot: [Span] = []
        if let why = rows[parts.chosen].pod.why { foot.append(Span("▲ \(why)", theme[.caution])) }
        if let forwardLine { foot.append(Span(forwardLine, theme[.accent])) }
        for (offset, span) in foot.enumerated() {
            grid.write(
                [span],
                column: 2,
                row: parts.foot.row + offset,
                limit: parts.foot.columns - 4
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
