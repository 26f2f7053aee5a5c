import Operations
import Terminal

/// How the fleet is looked at.
struct FleetState: Sendable, Equatable {
    /// What the rows are ordered by.
    enum Order: String, Sendable, CaseIterable {
        case trouble, name, rate, p99, errors, age
    }

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

    /// The rows in the order and choice of the user.
    func rows(of snapshot: ClusterSnapshot?) -> [DeploymentSnapshot] {
        let words = filter.text.lowercased().split(separator: " ")
        let all = snapshot?.deployments ?? []
        let chosen =
            words.isEmpty
            ? all
            : all.filter { deployment in
                let text = deployment.searchableText
                return words.allSatisfy { text.contains($0) }
            }
        let sorted = chosen.sorted { left, right in
            let comparison = order.precedes(left, right)
            if let comparison { return isReversed ? !comparison : comparison }
            // Equal rows keep one order, whatever the snapshot's is.
            return (left.id.namespace, left.id.name, left.id.uid)
                < (right.id.namespace, right.id.name, right.id.uid)
        }
        return sorted
    }

    /// Keeps the selection on a row that is there.
    mutating func settle(on rows: [DeploymentSnapshot]) {
        if let index = rows.firstIndex(where: { $0.id == selected }) {
            selectedIndex = index
        } else if rows.isEmpty {
            selected = nil
        } else {
            selectedIndex = min(selectedIndex, rows.count - 1)
            selected = rows[selectedIndex].id
        }
    }

    /// Moves the selection by rows.
    mutating func move(by step: Int, in rows: [DeploymentSnapshot]) {
        guard !rows.isEmpty else { return }
        settle(on: rows)
        selectedIndex = max(0, min(rows.count - 1, selectedIndex + step))
        selected = rows[selectedIndex].id
    }
}

extension FleetState.Order {
    /// Whether one row stands before another, or `nil` when this order does not tell them apart.
    fileprivate func precedes(_ left: DeploymentSnapshot, _ right: DeploymentSnapshot) -> Bool? {
        func compare<T: Comparable>(_ first: T, _ second: T) -> Bool? {
            first == second ? nil : first < second
        }
        return switch self {
        case .trouble: compare(left.urgency, right.urgency)
        case .name: compare(left.id.name, right.id.name)
        case .rate: compare(right.rate, left.rate)
        case .p99: compare(right.slowness, left.slowness)
        case .errors: compare(right.errorRate, left.errorRate)
        case .age: compare(right.birth, left.birth)
        }
    }
}

extension DeploymentSnapshot {
    fileprivate var searchableText: String {
        ([id.namespace, id.name, health.word, state.word] + predictors.map(\.name))
            .joined(separator: " ").lowercased()
    }

    /// The smaller, the sooner somebody should look at it.
    fileprivate var urgency: Int {
        switch Severity(of: self) {
        case .trouble: 0
        case .caution: 1
        case .ordinary: health == .serving ? 2 : 3
        }
    }

    fileprivate var rate: Double { figures.figures?.rate ?? -1 }
    fileprivate var slowness: Duration { figures.figures?.p99?.bound ?? .zero }
    fileprivate var errorRate: Double { figures.figures?.errorRate ?? -1 }
    fileprivate var birth: Double { createdAt?.secondsSince1970 ?? 0 }
}
