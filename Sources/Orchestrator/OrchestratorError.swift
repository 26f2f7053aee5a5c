public import Failures

/// Why a graph cannot be served.
public enum OrchestratorError: Error, Sendable, Hashable {
    /// The graph is not one that can be walked.
    case malformedGraph(String)
    /// The predictor cannot be read.
    case malformedPredictor(String)
    /// There is no predictor: neither a file nor `ENGINE_PREDICTOR`.
    case noPredictor
    /// The manifest has no predictor of the name.
    case unknownPredictor(String, known: [String])
    /// A flag is not known.
    case unknownFlag(String)
    /// A flag has no value, or one that cannot be read.
    case badFlag(String, value: String, expected: String)
    /// There is no payload protocol of the name.
    case unsupportedProtocol(String)
    /// A file cannot be read.
    case unreadable(path: String, reason: String)
}

extension OrchestratorError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .malformedGraph(let problem): Failure("the graph cannot be run: \(problem)")
        case .malformedPredictor(let problem): Failure("the predictor cannot be read: \(problem)")
        case .noPredictor:
            Failure(
                "there is no predictor to run",
                hint: "give --file with a manifest, or set ENGINE_PREDICTOR"
            )
        case .unknownPredictor(let name, let known):
            Failure(
                "the manifest has no predictor \(name)",
                hint: "there is " + known.joined(separator: ", ")
            )
        case .unknownFlag(let name): Failure("unknown flag \(name)")
        case .badFlag(let name, let value, let expected):
            Failure("\(name) is \"\(value)\", not \(expected)")
        case .unsupportedProtocol(let name):
            Failure(
                "the protocol \(name) is not served",
                hint: "there are seldon, v2 (or kfserving) and tensorflow"
            )
        case .unreadable(let path, let reason): Failure("cannot read \(path): \(reason)")
        }
    }
}
