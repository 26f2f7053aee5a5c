public import Failures

/// Why nothing can be made of a SeldonDeployment.
public enum OperatorError: Error, Sendable, Hashable {
    /// A unit is run by a server that Seldon Core brings along, and this operator does not.
    case unsupportedServer(unit: String, server: String)
    /// The deployment breaks a rule that the validating webhook would have held it to.
    case invalid([String])
}

extension OperatorError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .unsupportedServer(let unit, let server):
            Failure(
                "the node \(unit) needs the server \(server), which this cluster cannot run",
                hint: "give it a container of its own in componentSpecs"
            )
        case .invalid(let problems): Failure(problems.joined(separator: "; "))
        }
    }
}
