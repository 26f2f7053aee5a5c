import Operations
import Terminal

/// How the fleet is looked at.
struct FleetState: Sendable, Equatable {
    /// What the rows are ordered by.
    enum Order: String, Sendable, CaseIterable {
        case trouble, name, rate, p50, p95, p99, errors, age
    }

    /// The columns that may be left out, by their titles in lower case.
    static let columnNames = [
        "namespace", "ready", "traffic", "req/s", "p50", "p95", "p99", "errors", "history", "age",
    ]

    /// The columns that the user has chosen, or `nil` for as many as there is room for.
    var columns: Set<String>?
    /// When the selected row last moved without the user's doing.
    var movedAt: Moment?
    /// The row that keys act on, by identity, so that rows that move do not move the selection.
    var selected: DeploymentID?
    /// Where the selected row stood, for when it vanishes.
    var selectedIndex = 0
    /// Words that a row must contain.
    var filter = TextInput()
    /// Whether keys go to the filter.
    var isFiltering = false
    /// What the rows are ordered by.
    var order = Order.trouble
    /// Whether the order is turned around.
    var isReversed = false

    /// Keeps the selection on a row that is there.
    mutating func settle(on rows: [DeploymentSnapshot]) {
        if rows.indices.contains(selectedIndex), rows[selectedIndex].id == selected { return }
        if let index = rows.firstIndex(where: { $0.id == selected }) {
            selectedIndex = index
        } else if rows.isEmpty {
            selected = nil
        } else {
            selectedIndex = min(selectedIndex, rows.count - 1)
            selected = rows[selectedIndex].id
        }
    }

    /// Selects a row.
    mutating func select(_ id: DeploymentID, in rows: [DeploymentSnapshot]) {
        guard let index = rows.firstIndex(where: { $0.id == id }) else { return }
        (selected, selectedIndex) = (id, index)
    }

    /// Moves the selection by rows.
    mutating func move(by step: Int, in rows: [DeploymentSnapshot]) {
        guard !rows.isEmpty else { return }
        settle(on: rows)
        selectedIndex = max(0, min(rows.count - 1, selectedIndex + step))
        selected = rows[selectedIndex].id
    }
}
