public import Failures

/// Why a metric cannot be registered.
public enum TelemetryError: Error, Sendable, Hashable {
    /// The name is not made as Prometheus asks: letters, digits, `_` and `:`, no digit first.
    case malformedName(String)
    /// The name is already in use for a metric of another kind.
    case nameTaken(String, by: MetricKind)
}

extension TelemetryError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .malformedName(let name):
            Failure("\"\(name)\" is no name of a metric", hint: "letters, digits and _ only")
        case .nameTaken(let name, let kind):
            Failure("the metric \(name) exists already as a \(kind.rawValue)")
        }
    }
}
