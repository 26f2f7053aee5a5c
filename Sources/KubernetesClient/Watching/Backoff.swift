/// Waits that grow with each failure, up to a ceiling.
public struct Backoff: Sendable, Hashable {
    /// The first wait.
    public var first: Duration
    /// The longest wait.
    public var ceiling: Duration
    /// How many failures there were in a row.
    public private(set) var failures = 0

    /// Makes waits that begin with `first` and double.
    public init(first: Duration = .milliseconds(100), ceiling: Duration = .seconds(30)) {
        self.first = first
        self.ceiling = ceiling
    }

    /// The wait after one more failure, without jitter.
    public mutating func next() -> Duration {
        let delay = failures < 20 ? min(ceiling, first * (1 << failures)) : ceiling
        failures += 1
        return delay
    }

    /// Begins anew, after a success.
    public mutating func reset() { failures = 0 }

    /// A wait between a half and the whole of `delay`, so that many clients do not come back at once.
    public static func jittered(_ delay: Duration) -> Duration {
        delay * Double.random(in: 0.5...1)
    }
}
