/// Figures as words of a table, of the same length wherever they can be.
enum FigureWords {
    /// What stands where nothing is known.
    static let nothing = "-"

    static func rate(_ reading: FigureReading) -> String {
        reading.figures.map { rate($0.rate) } ?? nothing
    }

    static func rate(_ rate: Double) -> String {
        switch rate {
        case ..<0.005: "0/s"
        case ..<10: "\(rate.rounded(toPlaces: rate < 1 ? 2 : 1))/s"
        default: "\(rate.rounded(toPlaces: 0))/s"
        }
    }

    static func latency(_ quantile: LatencyQuantile?) -> String {
        switch quantile {
        case .about(let duration): shortened(duration)
        case .over(let duration): ">" + shortened(duration)
        case nil: nothing
        }
    }

    static func shortened(_ duration: Duration) -> String {
        let milliseconds = duration / .milliseconds(1)
        switch milliseconds {
        case ..<10: return "\(milliseconds.rounded(toPlaces: 1))ms"
        case ..<1000: return "\(milliseconds.rounded(toPlaces: 0))ms"
        default: return "\((milliseconds / 1000).rounded(toPlaces: 1))s"
        }
    }

    static func errors(_ reading: FigureReading) -> String {
        guard let rate = reading.figures?.errorRate else { return nothing }
        let percent = rate * 100
        return "\(percent.rounded(toPlaces: percent < 10 ? 1 : 0))%"
    }

    static func all(_ reading: FigureReading) -> [String] {
        let figures = reading.figures
        return [rate(reading)] + [figures?.p50, figures?.p95, figures?.p99].map(latency)
            + [errors(reading)]
    }

    static func replicas(_ count: ReplicaCount) -> String { "\(count.ready)/\(count.desired)" }

    static func age(_ createdAt: Moment?, _ now: Moment) -> String {
        createdAt.map { now.elapsed(since: $0).asAge } ?? nothing
    }

    /// The weight of a predictor, all three figures when they differ.
    static func weight(_ predictor: PredictorSnapshot) -> String {
        let weights = predictor.weights
        if predictor.isShadow { return "shadow" }
        var words = "\(weights.declared)%"
        if let routed = weights.routed, weights.isRoutedOtherwise {
            words += " (routed \(routed)%!)"
        }
        if let observed = weights.observed, weights.isObservedOtherwise {
            words += " (seen \(observed.rounded(toPlaces: 1))% of \(weights.sampleCount)!)"
        }
        return words
    }
}

extension DeploymentSnapshot.Health {
    /// The word for it in a table.
    public var word: String {
        switch self {
        case .serving: "serving"
        case .degraded: "degraded"
        case .rolling: "rolling"
        case .stuck: "stuck"
        case .down: "down"
        case .stopped: "stopped"
        case .deleting: "deleting"
        case .unknown: "unknown"
        }
    }
}

extension DeploymentSnapshot.State {
    /// The word that the resource's status has for it.
    public var word: String {
        switch self {
        case .available: "Available"
        case .creating: "Creating"
        case .failed: "Failed"
        case .other(let word): word
        }
    }
}

extension NodeSnapshot.Role {
    /// The type as a manifest spells it.
    public var word: String {
        switch self {
        case .model: "MODEL"
        case .transformer: "TRANSFORMER"
        case .outputTransformer: "OUTPUT_TRANSFORMER"
        case .router: "ROUTER"
        case .combiner: "COMBINER"
        case .other(let word): word
        }
    }
}
