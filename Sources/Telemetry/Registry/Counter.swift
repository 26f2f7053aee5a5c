import Synchronization

/// A count that only grows.
public final class Counter: Instrument {
    private let total = Mutex(0.0)

    /// What it is in an exposition.
    public static let kind = MetricKind.counter

    /// Adds an amount.
    public func add(_ amount: Double = 1) { total.withLock { $0 += amount } }

    /// The count so far.
    public var value: Double { total.withLock { $0 } }

    /// Its line in an exposition.
    public func samples(name: String, labels: LabelSet) -> [Sample] {
        [Sample(name: name, labels: labels, value: value)]
    }
}
