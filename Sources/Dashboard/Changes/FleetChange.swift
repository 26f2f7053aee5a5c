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
    /// A node that runs another image or has other parameters.
    case deployed(DeploymentSnapshot, NodePath, what: String)
    /// A predictor of which more or fewer replicas are wanted.
    case scaled(DeploymentSnapshot, predictor: String, from: Int)
    /// A predictor that clients are sent to and whose last ready pod went away.
    case lostLastPod(DeploymentSnapshot, predictor: String)
    /// A predictor whose error rate passed the limit of trouble.
    case errorsRose(DeploymentSnapshot, predictor: String, rate: Double)
    /// A rollout of which a gate does not hold.
    case gateFailed(DeploymentSnapshot, GateReading)
    /// A rollout that is over.
    case rolloutEnded(DeploymentSnapshot, RolloutRecord)
    /// A source that answers no more, or answers again.
    case source(SourceHealth)

    /// What became different, in a stable order.
    static func between(_ old: ClusterSnapshot, _ new: ClusterSnapshot) -> [FleetChange] {
        // Another scope is another list, not a change of things.
        guard old.scope == new.scope, old.context == new.context else { return [] }
        guard old.isComplete else { return sourceChanges(old, new) }
        let difference = FleetDifference(from: old.deployments, to: new.deployments)
        var changes = difference.vanished.map { FleetChange.vanished($0) }
        for (place, before) in difference.changed {
            let deployment = new.deployments[place]
            guard let before else {
                changes.append(.appeared(deployment))
                continue
            }
            changes += between(before, deployment)
        }
        return changes + sourceChanges(old, new)
    }

    private static func sourceChanges(
        _ old: ClusterSnapshot,
        _ new: ClusterSnapshot
    ) -> [FleetChange] {
        new.sources.compactMap { health in
            let before = old.sources.first { $0.source == health.source }
            return before != nil && before?.status.isFailing != health.status.isFailing
                ? .source(health) : nil
        }
    }

    private static func between(
        _ before: DeploymentSnapshot,
        _ after: DeploymentSnapshot
    ) -> [FleetChange] {
        var changes: [FleetChange] = []
        let lost = after.predictors.filter { predictor in
            !predictor.isShadow && predictor.replicas.desired > 0 && predictor.replicas.ready == 0
                && before.predictors.contains {
                    $0.name == predictor.name && $0.replicas.ready > 0
                }
        }
        if before.health != after.health {
            changes.append(.health(after, from: before.health))
        } else if before.replicas != after.replicas, lost.isEmpty {
            changes.append(.replicas(after, from: before.replicas))
        }
        // Of a deployment that is down the predictors need not be told one by one.
        if after.health != .down {
            changes += lost.map { .lostLastPod(after, predictor: $0.name) }
        }
        if after.haveOtherShares(than: before) { changes.append(.weights(after)) }
        changes += rolloutChanges(before, after)
        for predictor in after.predictors {
            guard let former = before.predictors.first(where: { $0.name == predictor.name }) else {
                changes.append(
                    .deployed(
                        after,
                        NodePath(predictor: predictor.name, node: predictor.graph.name),
                        what: "predictor \(predictor.name) is new"
                    )
                )
                continue
            }
            changes += between(former, predictor, of: after)
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

    private static func between(
        _ before: PredictorSnapshot,
        _ after: PredictorSnapshot,
        of deployment: DeploymentSnapshot
    ) -> [FleetChange] {
        var changes: [FleetChange] = []
        for node in after.graph.all {
            guard let former = before.graph.node(named: node.name) else { continue }
            let path = NodePath(predictor: after.name, node: node.name)
            if let image = node.image, let old = former.image, image != old {
                changes.append(.deployed(deployment, path, what: "\(old) → \(image)"))
            } else if node.parameters != former.parameters {
                changes.append(.deployed(deployment, path, what: "other parameters"))
            }
        }
        if before.replicas.desired != after.replicas.desired {
            changes.append(
                .scaled(deployment, predictor: after.name, from: before.replicas.desired)
            )
        }
        if let now = after.figures.figures, let rate = now.errorRate,
            now.sampleCount >= leastRequests,
            Severity(errorRate: rate, by: now.thresholds) == .trouble,
            let was = before.figures.figures,
            was.sampleCount < leastRequests
                || Severity(errorRate: was.errorRate, by: now.thresholds) < .trouble
        {
            changes.append(.errorsRose(deployment, predictor: after.name, rate: rate))
        }
        return changes
    }

    private static func rolloutChanges(
        _ before: DeploymentSnapshot,
        _ after: DeploymentSnapshot
    ) -> [FleetChange] {
        guard let rollout = after.rollout, let former = before.rollout, rollout.id == former.id
        else { return [] }
        let known = Set(former.gates.filter { $0.verdict == .failed }.map(\.gate))
        let news = rollout.gates.first { $0.verdict == .failed && !known.contains($0.gate) }
        var changes: [FleetChange] = news.map { [.gateFailed(after, $0)] } ?? []
        if rollout.phase.isOver, !former.phase.isOver {
            changes.append(.rolloutEnded(after, rollout))
        }
        return changes
    }

    /// Fewer requests than this say nothing about how many fail.
    private static let leastRequests = 10

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
        case .deployed(let deployment, let path, let what):
            return "\(path.node) of \(deployment.id.name)/\(path.predictor): \(what)"
        case .scaled(let deployment, let predictor, let former):
            let now = deployment.predictors.first { $0.name == predictor }?.replicas.desired ?? 0
            return "\(deployment.id.name)/\(predictor) was scaled from \(former) to \(now)"
        case .lostLastPod(let deployment, let predictor):
            let why = deployment.predictors.first { $0.name == predictor }?.why
            return "\(deployment.id.name)/\(predictor) has no ready pod left"
                + (why.map { ": \($0)" } ?? "")
        case .errorsRose(let deployment, let predictor, let rate):
            return "\(rate.percentText) of the requests to \(deployment.id.name)/\(predictor) fail"
        case .gateFailed(let deployment, let gate):
            return "a gate of \(deployment.id.name)'s rollout does not hold: \(gate.sentence)"
        case .rolloutEnded(let deployment, let rollout):
            return "the rollout of \(deployment.id.name) is over, \(rollout.phase.rawValue): "
                + rollout.message
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
        case .lostLastPod, .errorsRose, .gateFailed: .trouble
        case .rolloutEnded(_, let rollout):
            switch rollout.phase {
            case .promoted: .done
            case .failed: .trouble
            default: .remark
            }
        case .appeared, .vanished, .replicas, .weights, .restarted, .deployed, .scaled: .remark
        }
    }
}

extension FleetChange {
    /// Whether the dashboard says it by itself; the rest is seen on the screen.
    var isTold: Bool {
        switch self {
        case .health, .restarted, .source, .vanished, .deployed, .lostLastPod, .errorsRose,
            .gateFailed, .rolloutEnded:
            true
        case .appeared, .replicas, .weights, .scaled: false
        }
    }

    /// Whether somebody should be called to the screen: nothing answers any more where something
    /// did, a predictor lost its last ready pod, too many requests fail, or a gate does not hold.
    var isAlarming: Bool {
        switch self {
        case .health(let deployment, _): deployment.health == .down
        case .lostLastPod, .errorsRose, .gateFailed: true
        default: false
        }
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
    /// Whether another weight is declared or routed; one that was not known before is no other.
    fileprivate func haveOtherShares(than former: DeploymentSnapshot) -> Bool {
        predictors.contains { predictor in
            guard let before = former.predictors.first(where: { $0.name == predictor.name })
            else { return false }
            let (old, new) = (before.weights, predictor.weights)
            return old.declared != new.declared
                || old.routed != nil && new.routed != nil && old.routed != new.routed
        }
    }
}
