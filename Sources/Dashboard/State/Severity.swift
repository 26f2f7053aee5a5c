import Operations

/// How much something asks for attention.
enum Severity: Int, Sendable, Comparable {
    case ordinary
    case caution
    case trouble

    static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

    /// What figures ask for by the thresholds of their deployment.
    init(of reading: FigureReading) {
        guard let figures = reading.figures else {
            self = .ordinary
            return
        }
        let errors = Self(errorRate: figures.errorRate, by: figures.thresholds)
        self = max(errors, Self(latency: figures.p99, by: figures.thresholds))
    }

    /// What a share of errors asks for.
    init(errorRate: Double?, by thresholds: Thresholds) {
        let rate = errorRate ?? 0
        self =
            rate <= 0
            ? .ordinary
            : rate >= thresholds.manyErrors
                ? .trouble : rate >= thresholds.someErrors ? .caution : .ordinary
    }

    /// What a latency asks for.
    init(latency: LatencyQuantile?, by thresholds: Thresholds) {
        let bound = latency?.bound ?? .zero
        if let limit = thresholds.tooSlow, bound >= limit {
            self = .trouble
        } else {
            self = bound >= thresholds.slow ? .caution : .ordinary
        }
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
        // A canary that fails is hidden by the requests that others answer.
        let worst =
            deployment.predictors.filter { !$0.isShadow && $0.complaint != nil }
            .map { Severity(of: $0.figures) }.max() ?? .ordinary
        self = max(own, state, weights, max(worst, Severity(of: deployment.figures)))
    }

    /// What a node asks for.
    init(of node: NodeSnapshot) {
        let replicas: Severity =
            node.replicas.desired > 0 && node.replicas.ready == 0
            ? .trouble : node.replicas.isComplete ? .ordinary : .caution
        self = max(replicas, node.why == nil ? .ordinary : .caution, Severity(of: node.figures))
    }
}
