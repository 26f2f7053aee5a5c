public import Failures

/// Why a SeldonDeployment cannot be read or changed as asked.
public enum SeldonError: Error, Sendable, Hashable {
    /// The description of a predictor handed to an orchestrator cannot be read.
    case unreadablePredictor(reason: String)
    /// There is no predictor of that name; `known` are those there are.
    case noSuchPredictor(name: String, known: [String])
    /// A share of traffic lies outside 0 to 100.
    case weightOutOfRange(predictor: String, weight: Int)
    /// The shares of traffic do not add up to 100.
    case weightsDoNotAddUp(total: Int)
}

extension SeldonError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .unreadablePredictor(let reason):
            Failure("the description of the predictor cannot be read: \(reason)")
        case .noSuchPredictor(let name, let known):
            Failure(
                "there is no predictor \(name)",
                hint: "it has \(known.joined(separator: ", "))"
            )
        case .weightOutOfRange(let predictor, let weight):
            Failure(
                "predictor \(predictor) cannot have \(weight) % of traffic",
                hint: "weights are 0 to 100"
            )
        case .weightsDoNotAddUp(let total):
            Failure("the weights add up to \(total) %", hint: "weights must add up to 100")
        }
    }
}
