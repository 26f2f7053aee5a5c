/// The newest scrapes of one source, a bounded number of them.
public struct ScrapeHistory: Sendable {
    /// How many scrapes are kept at most.
    public let capacity: Int
    /// The scrapes, oldest first.
    public private(set) var scrapes: [Scrape] = []

    /// Makes an empty history; a capacity under 2 is taken as 2.
    public init(capacity: Int = 40) { self.capacity = max(2, capacity) }

    /// Adds a scrape; one that is not newer than the last takes its place.
    public mutating func append(_ scrape: Scrape) {
        if let last = scrapes.last, scrape.takenAt <= last.takenAt { scrapes.removeLast() }
        if scrapes.count == capacity { scrapes.removeFirst() }
        scrapes.append(scrape)
    }

    /// The newest scrape.
    public var last: Scrape? { scrapes.last }

    /// The window that ends with the newest scrape and is at most so many seconds long.
    ///
    /// `nil` while there are fewer than two scrapes. When even the last two lie further apart, the
    /// window is theirs: a figure over too long a time is better than none.
    public func window(seconds: Double) -> ScrapeWindow? {
        guard let last = scrapes.last, scrapes.count > 1 else { return nil }
        let earliest = last.takenAt - seconds
        let first = scrapes.dropLast().first { $0.takenAt >= earliest }
        return ScrapeWindow(from: first ?? scrapes[scrapes.count - 2], to: last)
    }
}
