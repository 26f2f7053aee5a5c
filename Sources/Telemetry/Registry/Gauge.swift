import Synchronization

/// A number that goes up and down.
public final class Gauge: Instrument {
    private let current = Mutex(0.0)

    /// What it is in an exposition.
    public static let kind = MetricKind.gauge

    /// The number.
    public var value: Double { current.withLock { $0 } }

    /// Replaces the number.
    public func set(_ value: Double) { current.withLock { $0 = value } }

    /// Adds an amount, which may be negative.
    public func add(_ amount: Double) { current.withLock { $0 += amount } }

    /// Its line in an exposition.
    public func samples(name: String, labels: LabelSet) -> [Sample] {
        [Sample(name: name, labels: labels, value: value)]
    }
}
