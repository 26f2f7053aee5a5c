import Operations
import Terminal

/// The rows of the fleet in the order and choice of the user, and how wide they are.
///
/// It is made anew when the snapshot, the filter or the order changes, not for every frame: with a
/// thousand deployments the sorting costs more than the drawing.
struct FleetArrangement: Sendable, Equatable {
    /// The widest cell of each column whose width depends on what it holds.
    struct Widths: Sendable, Equatable {
        var name = 0
        var namespace = 0
        var replicas = 0
        var traffic = 0
    }

    /// The rows from the top.
    let rows: [DeploymentSnapshot]
    /// The widest cells over all rows, so that columns do not move when one scrolls.
    private(set) var widths = Widths()

    /// No rows.
    init() {
        rows = []
    }

    /// The rows of a snapshot.
    init(of snapshot: ClusterSnapshot?, in fleet: FleetState) {
        let words = fleet.filter.text.lowercased().split(separator: " ")
        let all = snapshot?.deployments ?? []
        let chosen =
            words.isEmpty
            ? all
            : all.filter { deployment in
                let text = deployment.searchableText
                return words.allSatisfy { text.contains($0) }
            }
        let keys = chosen.map { fleet.order.key(of: $0) }
        let order = chosen.indices.sorted { left, right in
            if keys[left] != keys[right] {
                return (keys[left] < keys[right]) != fleet.isReversed
            }
            // Equal rows keep one order, whatever the snapshot's is.
            let (first, second) = (chosen[left].id, chosen[right].id)
            return (first.namespace, first.name, first.uid)
                < (second.namespace, second.name, second.uid)
        }
        rows = order.map { chosen[$0] }
        for row in rows {
            widths.name = max(widths.name, row.id.name.columns)
            widths.namespace = max(widths.namespace, row.id.namespace.columns)
            let replicas = row.replicas
            let text = "\(replicas.ready)/\(replicas.desired)"
            widths.replicas = max(widths.replicas, text.utf8.count + 2)
            widths.traffic = max(widths.traffic, TrafficCell.widest(of: row))
        }
    }
}

extension FleetState.Order {
    /// What rows are ordered by; the smallest stands at the top.
    fileprivate func key(of deployment: DeploymentSnapshot) -> SortKey {
        let figures = deployment.figures.figures
        return switch self {
        case .trouble: .number(Double(deployment.urgency))
        case .name: .text(deployment.id.name)
        case .rate: .number(-(figures?.rate ?? -1))
        case .p50: .number(-((figures?.p50?.bound ?? .zero) / .seconds(1)))
        case .p95: .number(-((figures?.p95?.bound ?? .zero) / .seconds(1)))
        case .p99: .number(-((figures?.p99?.bound ?? .zero) / .seconds(1)))
        case .errors: .number(-(figures?.errorRate ?? -1))
        case .age: .number(-(deployment.createdAt?.secondsSince1970 ?? 0))
        }
    }
}

/// A value that rows are ordered by.
private enum SortKey: Comparable {
    case number(Double)
    case text(String)
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
}
