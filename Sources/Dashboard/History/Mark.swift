import Operations

/// Something that happened to a deployment at a moment, as it is marked on a time axis.
struct Mark: Sendable, Equatable {
    /// What happened.
    enum Kind: Sendable, Hashable, CaseIterable {
        /// An image or a parameter became another.
        case deploy
        /// A container was restarted.
        case restart
        /// The weights became others.
        case weights
        /// More or fewer replicas are wanted.
        case scale
        /// It stopped answering as it should.
        case trouble
        /// It answers again.
        case recovery

        /// The letter or sign on the axis.
        var sign: Unicode.Scalar {
            switch self {
            case .deploy: "D"
            case .restart: "R"
            case .weights: "W"
            case .scale: "S"
            case .trouble: "✖"
            case .recovery: "✔"
            }
        }
    }

    let at: Moment
    let deployment: DeploymentID
    /// The node that it happened to, or `nil` for the deployment as a whole.
    let node: NodePath?
    let kind: Kind
    /// What happened, in a sentence without a full stop.
    let text: String

    /// The mark of a change, or `nil` where it is not marked.
    init?(_ change: FleetChange, at moment: Moment) {
        at = moment
        text = change.text
        switch change {
        case .deployed(let deployment, let path, _):
            (self.deployment, node, kind) = (deployment.id, path, .deploy)
        case .scaled(let deployment, _, _):
            (self.deployment, node, kind) = (deployment.id, nil, .scale)
        case .weights(let deployment):
            (self.deployment, node, kind) = (deployment.id, nil, .weights)
        case .restarted(let path, let id, _):
            (self.deployment, node, kind) = (id, path, .restart)
        case .health(let deployment, _):
            (self.deployment, node) = (deployment.id, nil)
            switch deployment.health {
            case .down, .stuck, .degraded: kind = .trouble
            case .serving: kind = .recovery
            default: return nil
            }
        case .lostLastPod(let deployment, _):
            (self.deployment, node, kind) = (deployment.id, nil, .trouble)
        case .errorsRose(let deployment, _, _):
            (self.deployment, node, kind) = (deployment.id, nil, .trouble)
        case .gateFailed(let deployment, _):
            (self.deployment, node, kind) = (deployment.id, nil, .trouble)
        case .appeared, .vanished, .replicas, .source, .rolloutEnded:
            return nil
        }
    }

    /// Whether it is of use to somebody who looks at one node: what happened to another is not.
    func concerns(_ path: NodePath) -> Bool { node == nil || node == path }
}
