public import Failures

/// Why a metric cannot be registered, or a Prometheus not be understood.
public enum TelemetryError: Error, Sendable, Hashable {
    /// The name is not made as Prometheus asks: letters, digits, `_` and `:`, no digit first.
    case malformedName(String)
    /// The name is already in use for a metric of another kind.
    case nameTaken(String, by: MetricKind)
    /// A Prometheus did not evaluate a query, in its own words.
    case queryFailed(String)
    /// What answered is no Prometheus.
    case malformedAnswer
}

extension TelemetryError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .malformedName(let name):
            Failure("\"\(name)\" is no name of a metric", hint: "letters, digits and _ only")
        case .nameTaken(let name, let kind):
            Failure("the metric \(name) exists already as a \(kind.rawValue)")
        case .queryFailed(let words): Failure("Prometheus did not evaluate the query: \(words)")
        case .malformedAnswer:
            Failure(
                "the answer is not that of a Prometheus",
                hint: "the URL is that of its web page, such as http://prometheus.example:9090"
            )
        }
    }
}
