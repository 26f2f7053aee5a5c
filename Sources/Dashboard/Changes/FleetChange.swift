import Operations

/// Something that became different between two snapshots and that a person would want to be told.
enum FleetChange: Sendable, Equatable {
    /// A deployment that was not there.
    case appeared(DeploymentSnapshot)
    /// A deployment that is no longer there.
    case vanished(DeploymentID)
    /// A deployment whose health is another.
    case health(DeploymentSnapshot, from: DeploymentSnapshot.Health)
    /// A deployment with more or fewer ready replicas.
    case replicas(DeploymentSnapshot, from: ReplicaCount)
    /// A deployment whose declared or routed weights are others.
    case weights(DeploymentSnapshot)
    /// A node whose containers were restarted.
    case restarted(NodePath, of: DeploymentID, count: Int)
    /// A source that answers no more, or answers again.
    case source(SourceHealth)

    /// What became different, in a stable order.
    static func between(_ old: ClusterSnapshot, _ new: ClusterSnapshot) -> [FleetChange] {
        // Another scope is another list, not a change of things.
        guard old.scope == new.scope, old.context == new.context else { return [] }
        let former = Dictionary(old.deployments.map { ($0.id, $0) }) { first, _ in first }
        let present = Set(new.deployments.map(\.id))
        var changes =
            old.isComplete
            ? old.deployments.map(\.id).filter { !present.contains($0) }
                .map { FleetChange.vanished($0) }
            : []
        for deployment in new.deployments {
            guard let before = former[deployment.id] else {
                if old.isComplete { changes.append(.appeared(deployment)) }
                continue
            }
            changes += between(before, deployment)
        }
        for health in new.sources {
            let before = old.sources.first { $0.source == health.source }
            if before?.status.isFailing != health.status.isFailing, before != nil {
                changes.append(.source(health))
            }
        }
        return changes
    }

    private static func between(
        _ before: DeploymentSnapshot,
        _ after: DeploymentSnapshot
    ) -> [FleetChange] {
        var changes: [FleetChange] = []
        if before.health != after.health {
            changes.append(.health(after, from: before.health))
        } else if before.replicas != after.replicas {
            changes.append(.replicas(after, from: before.replicas))
        }
        if before.shares != after.shares { changes.append(.weights(after)) }
        for predictor in after.predictors {
            guard let former = before.predictors.first(where: { $0.name == predictor.name }) else {
                continue
            }
            for node in predictor.graph.all {
                guard let count = former.graph.node(named: node.name)?.restarts,
                    node.restarts > count
                else { continue }
                let path = NodePath(predictor: predictor.name, node: node.name)
                changes.append(.restarted(path, of: after.id, count: node.restarts))
            }
        }
        return changes
    }

    /// The change in a sentence without a full stop.
    var text: String {
        switch self {
        case .appeared(let deployment):
            return "\(deployment.id.name) is new: \(deployment.health.word)"
        case .vanished(let id):
            return "\(id.name) is gone"
        case .health(let deployment, let former):
            let why = deployment.why.map { ": \($0)" } ?? ""
            let name = deployment.id.name
            return deployment.health == .serving
                ? "\(name) is serving; it was \(former.word)"
                : "\(name) is \(deployment.health.word)\(why)"
        case .replicas(let deployment, let former):
            let now = deployment.replicas
            return "\(deployment.id.name) has \(now.ready) of \(now.desired) replicas ready; "
                + "it had \(former.ready) of \(former.desired)"
        case .weights(let deployment):
            return deployment.haveWeightsDrifted
                ? "the weights of \(deployment.id.name): \(deployment.weightDifference)"
                : "the traffic of \(deployment.id.name) is \(deployment.weightsText)"
        case .restarted(let path, let id, let count):
            let times = count == 1 ? "once" : "\(count) times"
            return "\(path.node) of \(id.name)/\(path.predictor) was restarted, \(times) so far"
        case .source(let health):
            if case .failing(let reason) = health.status {
                return "\(health.source.name) cannot be reached: \(reason)"
            }
            return "\(health.source.name) can be reached again"
        }
    }

    /// How much it matters.
    var level: Notice.Level {
        switch self {
        case .health(let deployment, _):
            switch deployment.health {
            case .down, .stuck: .trouble
            case .serving: .done
            default: .remark
            }
        case .source(let health): health.status.isFailing ? .trouble : .done
        case .appeared, .vanished, .replicas, .weights, .restarted: .remark
        }
    }
}

extension FleetChange {
    /// Whether the dashboard says it by itself; the rest is seen on the screen.
    var isTold: Bool {
        switch self {
        case .health, .restarted, .source, .vanished: true
        case .appeared, .replicas, .weights: false
        }
    }

    /// Whether it rings the bell: nothing answers any more where something did.
    var isAlarming: Bool {
        if case .health(let deployment, _) = self { deployment.health == .down } else { false }
    }
}

extension SourceHealth.Status {
    fileprivate var isFailing: Bool {
        if case .failing = self { true } else { false }
    }
}

extension NodeSnapshot {
    /// The node and all below it.
    fileprivate var all: [NodeSnapshot] { [self] + children.flatMap(\.all) }
}

extension DeploymentSnapshot {
    /// The declared and the routed weights of every predictor.
    fileprivate var shares: [String: [Int?]] {
        Dictionary(predictors.map { ($0.name, [$0.weights.declared, $0.weights.routed]) }) {
            first,
            _ in first
        }
    }
}
