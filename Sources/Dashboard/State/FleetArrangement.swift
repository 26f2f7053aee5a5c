import Operations
import Terminal

/// The rows of the fleet in the order and choice of the user, and how wide they are.
///
/// It is kept from snapshot to snapshot: what is known of a deployment that did not change is not found
/// out again, and rows are sorted only when a value changed that they are ordered by.
struct FleetArrangement: Sendable, Equatable {
    /// The widest cell of each column whose width depends on what it holds.
    struct Widths: Sendable, Equatable {
        var name = 0
        var namespace = 0
        var replicas = 0
        var traffic = 0
    }

    /// What was found out about a deployment.
    private struct Facts: Sendable, Equatable {
        var key: SortKey
        var isChosen: Bool
        var widths: Widths
    }

    /// How the user wants to see the fleet.
    private struct Choice: Sendable, Equatable {
        var words: [Substring] = []
        var order = FleetState.Order.trouble
        var isReversed = false
    }

    /// The rows from the top.
    private(set) var rows: [DeploymentSnapshot] = []
    /// The widest cells over all rows, so that columns do not move when one scrolls.
    private(set) var widths = Widths()

    /// All deployments as the snapshot has them.
    private var deployments: [DeploymentSnapshot] = []
    private var facts: [Facts] = []
    /// The rank of each deployment by namespace and name.
    private var ranks: [Int] = []
    private var choice = Choice()
    /// The places of the rows among the deployments.
    private var places: [Int] = []

    /// Arranges the deployments of a snapshot as the user wants to see them.
    ///
    /// - Complexity: O(deployments) with little work for those that are what they were; they are sorted
    ///   when their order can have changed.
    mutating func take(_ snapshot: ClusterSnapshot?, in fleet: FleetState) {
        let wanted = Choice(
            words: fleet.filter.text.lowercased().split(separator: " "),
            order: fleet.order,
            isReversed: fleet.isReversed
        )
        let newest = snapshot?.deployments ?? []
        let difference = FleetDifference(from: deployments, to: newest)
        var mustSort = wanted.isReversed != choice.isReversed
        if difference.areSame, wanted.words == choice.words, wanted.order == choice.order {
            for (place, _) in difference.changed {
                let new = Self.facts(of: newest[place], wanted)
                mustSort =
                    mustSort || new.key != facts[place].key
                    || new.isChosen != facts[place].isChosen
                facts[place] = new
            }
        } else {
            facts = newest.map { Self.facts(of: $0, wanted) }
            if !difference.areSame { rank(newest) }
            mustSort = true
        }
        deployments = newest
        choice = wanted
        if mustSort { sort() }
        rows = places.map { deployments[$0] }
        widths = places.reduce(into: Widths()) { $0.widen(to: facts[$1].widths) }
    }

    private mutating func rank(_ deployments: [DeploymentSnapshot]) {
        let ids = deployments.map(\.id)
        let order = ids.indices.sorted { left, right in
            let (first, second) = (ids[left], ids[right])
            return (first.namespace, first.name, first.uid)
                < (second.namespace, second.name, second.uid)
        }
        ranks = ids.map { _ in 0 }
        for (rank, place) in order.enumerated() { ranks[place] = rank }
    }

    private mutating func sort() {
        let (isReversed, ranks) = (choice.isReversed, ranks)
        places = deployments.indices.filter { facts[$0].isChosen }.sorted { left, right in
            let (first, second) = (facts[left].key, facts[right].key)
            // Equal rows keep one order, whatever the snapshot's is.
            return first == second
                ? ranks[left] < ranks[right] : (first < second) != isReversed
        }
    }

    private static func facts(of deployment: DeploymentSnapshot, _ choice: Choice) -> Facts {
        var isChosen = true
        if !choice.words.isEmpty {
            let text = deployment.searchableText
            isChosen = choice.words.allSatisfy { text.contains($0) }
        }
        let replicas = deployment.replicas
        let widths = Widths(
            name: deployment.id.name.columns,
            namespace: deployment.id.namespace.columns,
            replicas: "\(replicas.ready)/\(replicas.desired)".utf8.count + 2,
            traffic: TrafficCell.widest(of: deployment)
        )
        return Facts(key: choice.order.key(of: deployment), isChosen: isChosen, widths: widths)
    }
}

extension FleetArrangement.Widths {
    fileprivate mutating func widen(to other: FleetArrangement.Widths) {
        name = max(name, other.name)
        namespace = max(namespace, other.namespace)
        replicas = max(replicas, other.replicas)
        traffic = max(traffic, other.traffic)
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
private enum SortKey: Comparable, Sendable {
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
