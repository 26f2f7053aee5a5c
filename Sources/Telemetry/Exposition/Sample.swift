/// One value of one series, a line of a metrics page.
public struct Sample: Sendable, Hashable {
    /// The name of the metric, with its suffix, such as `requests_seconds_bucket`.
    public var name: String
    /// What tells the series from others of the same name.
    public var labels: LabelSet
    /// The value; may be infinite or not a number.
    public var value: Double

    /// Makes a sample.
    public init(name: String, labels: LabelSet = LabelSet(), value: Double) {
        self.name = name
        self.labels = labels
        self.value = value
    }
}

/// What a family of series counts, by the `# TYPE` line of an exposition.
public enum MetricKind: String, Sendable, Hashable {
    /// Only grows, but for restarts.
    case counter
    /// Goes up and down.
    case gauge
    /// Cumulative counts by upper bounds, with a sum.
    case histogram
    /// Quantiles made by the source, with a sum.
    case summary
    /// No type was given, or one that we do not know.
    case untyped
}
