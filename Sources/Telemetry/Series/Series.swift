/// The newest points of one series over time, a bounded number of them.
public struct Series: Sendable, Hashable {
    /// One point.
    public struct Point: Sendable, Hashable {
        /// When, in seconds of the clock that the series uses.
        public var time: Double
        /// What was measured; `nil` when nothing could be.
        public var value: Double?

        /// Makes a point.
        public init(time: Double, value: Double?) {
            self.time = time
            self.value = value
        }
    }

    /// How many points are kept at most.
    public let capacity: Int
    private var ring: [Point] = []
    private var start = 0

    /// Makes an empty series; a capacity under 1 is taken as 1.
    public init(capacity: Int) { self.capacity = max(1, capacity) }

    /// Adds a point at the end, dropping the oldest of a full series.
    public mutating func append(_ value: Double?, at time: Double) {
        let point = Point(time: time, value: value)
        if ring.count < capacity {
            ring.append(point)
        } else {
            ring[start] = point
            start = (start + 1) % capacity
        }
    }

    /// How many points there are.
    public var count: Int { ring.count }

    /// The points, oldest first.
    public var points: [Point] { Array(ring[start...] + ring[..<start]) }

    /// The newest point.
    public var last: Point? {
        ring.isEmpty ? nil : ring[(start + ring.count - 1) % ring.count]
    }

    /// The values in equal steps of time, oldest first, each the mean of what was measured in it.
    ///
    /// - Parameters:
    ///   - steps: How many there are.
    ///   - seconds: The length of one.
    ///   - now: Where the last one ends.
    /// - Returns: The means, `nil` for a step in which nothing was measured.
    public func values(steps: Int, of seconds: Double, until now: Double) -> [Double?] {
        guard steps > 0, seconds > 0 else { return [] }
        var sums = [Double](repeating: 0, count: steps)
        var counts = [Int](repeating: 0, count: steps)
        for point in ring {
            guard let value = point.value, point.time <= now else { continue }
            let index = steps - 1 - Int(min((now - point.time) / seconds, Double(steps)))
            guard index >= 0 else { continue }
            sums[index] += value
            counts[index] += 1
        }
        return zip(sums, counts).map { $1 == 0 ? nil : $0 / Double($1) }
    }
}
