/// Series over time by a key, each of them and their number bounded.
///
/// One writer appends; readers get values, never references.
public actor SeriesStore<Key: Hashable & Sendable> {
    private let capacity: Int
    private let seriesLimit: Int
    private var series: [Key: Series] = [:]

    /// Makes an empty store.
    ///
    /// - Parameters:
    ///   - capacity: How many points each series keeps.
    ///   - seriesLimit: How many series are kept; the one that is longest without a new point goes.
    public init(capacity: Int = 450, seriesLimit: Int = 10_000) {
        self.capacity = capacity
        self.seriesLimit = max(1, seriesLimit)
    }

    /// Adds a point to a series; `nil` says that nothing could be measured.
    public func append(_ value: Double?, to key: Key, at time: Double) {
        if series[key] == nil, series.count >= seriesLimit { removeStalest() }
        series[key, default: Series(capacity: capacity)].append(value, at: time)
    }

    /// The series of a key, `nil` when it has none.
    public func series(of key: Key) -> Series? { series[key] }

    /// All series, as they are now.
    public var all: [Key: Series] { series }

    /// Forgets every series whose key is not among these.
    public func retain(_ isKept: (Key) -> Bool) { series = series.filter { isKept($0.key) } }

    /// Complexity: linear in the number of series, and needed only at the limit.
    private func removeStalest() {
        let stalest = series.min {
            ($0.value.last?.time ?? -.infinity) < ($1.value.last?.time ?? -.infinity)
        }
        if let stalest { series[stalest.key] = nil }
    }
}
