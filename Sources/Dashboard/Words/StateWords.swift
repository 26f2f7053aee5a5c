import Operations

extension DeploymentSnapshot.Health {
    /// The health in one word.
    var word: String {
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

    /// A sign for the health whose shape alone tells it.
    var sign: String {
        switch self {
        case .serving: "●"
        case .degraded: "▲"
        case .rolling: "◐"
        case .stuck, .down: "✖"
        case .stopped: "○"
        case .deleting: "▽"
        case .unknown: "·"
        }
    }
}

extension DeploymentSnapshot.State {
    /// The state as the resource spells it.
    var word: String {
        switch self {
        case .available: "Available"
        case .creating: "Creating"
        case .failed: "Failed"
        case .other(let word): word.isEmpty ? "no status" : word
        }
    }
}

extension DeploymentSnapshot {
    /// The declared weights, such as `main 80 · canary 20`.
    var weightsText: String {
        predictors.filter { !$0.isShadow }
            .map { "\($0.name) \($0.weights.declared)" }
            .joined(separator: " · ")
    }
}

extension DeploymentSnapshot {
    /// Whether something else is routed than was asked for, or observed than is routed.
    var haveWeightsDrifted: Bool {
        predictors.contains {
            !$0.isShadow && ($0.weights.isRoutedOtherwise || $0.weights.isObservedOtherwise)
        }
    }

    /// What was asked for, what is routed and what is observed.
    var weightDifference: String {
        let shared = predictors.filter { !$0.isShadow }
        func list(_ share: (TrafficWeights) -> String) -> String {
            shared.map { share($0.weights) }.joined(separator: " / ")
        }
        let names = shared.map(\.name).joined(separator: " / ")
        let declared = list { "\($0.declared)%" }
        let routed = list { weights in weights.routed.map { "\($0)%" } ?? "?" }
        let observed = list { weights in weights.observed.map { ($0 / 100).percentText } ?? "?" }
        return "\(names): declared \(declared), routed \(routed), observed \(observed)"
    }
}

extension NodeSnapshot.Role {
    /// The type as a manifest spells it.
    var word: String {
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

extension SourceHealth.Source {
    /// The source in one word, as the header has it.
    var word: String {
        switch self {
        case .apiServer: "api"
        case .metrics: "metrics"
        case .gateway: "gateway"
        }
    }

    /// The source in a sentence.
    var name: String {
        switch self {
        case .apiServer: "the API server"
        case .metrics: "the metrics"
        case .gateway: "the gateway"
        }
    }
}

extension NamespaceScope {
    /// The scope as the header has it.
    var text: String {
        switch self {
        case .all: "all namespaces"
        case .one(let name): name
        }
    }
}
