import Operations

/// How much something asks for attention.
enum Severity: Int, Sendable, Comparable {
    case ordinary
    case caution
    case trouble

    static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

    /// From how many failed requests on, as a share of all.
    private static let cautionErrorRate = 0.01
    private static let troubleErrorRate = 0.05
    /// From which p99 on.
    private static let cautionLatency = Duration.seconds(2)

    /// What figures ask for: 1 % and 5 % of errors, 2 s at p99.
    init(of reading: FigureReading) {
        guard let figures = reading.figures else {
            self = .ordinary
            return
        }
        let errors = Self(errorRate: figures.errorRate)
        self = max(errors, Self(latency: figures.p99))
    }

    /// What a share of errors asks for.
    init(errorRate: Double?) {
        switch errorRate ?? 0 {
        case Self.troubleErrorRate...: self = .trouble
        case Self.cautionErrorRate...: self = .caution
        default: self = .ordinary
        }
    }

    /// What a latency asks for.
    init(latency: LatencyQuantile?) {
        self = (latency?.bound ?? .zero) >= Self.cautionLatency ? .caution : .ordinary
    }

    /// What a deployment as a whole asks for.
    init(of deployment: DeploymentSnapshot) {
        let own: Severity =
            switch deployment.health {
            case .down, .stuck: .trouble
            case .degraded, .rolling: .caution
            case .serving, .stopped, .deleting, .unknown: .ordinary
            }
        let state: Severity = deployment.state == .failed ? .trouble : .ordinary
        let weights: Severity = deployment.haveWeightsDrifted ? .caution : .ordinary
        self = max(own, state, weights, Severity(of: deployment.figures))
    }

    /// What a node asks for.
    init(of node: NodeSnapshot) {
        let replicas: Severity =
            node.replicas.desired > 0 && node.replicas.ready == 0
            ? .trouble : node.replicas.isComplete ? .ordinary : .caution
        self = max(replicas, node.why == nil ? .ordinary : .caution, Severity(of: node.figures))
    }
}
