/// A metrics page and when it was taken.
public struct Scrape: Sendable {
    /// What was read.
    public var page: MetricsPage
    /// When, in seconds since 1970 or of any other clock that all scrapes share.
    public var takenAt: Double

    /// Makes a scrape.
    public init(_ page: MetricsPage, takenAt: Double) {
        self.page = page
        self.takenAt = takenAt
    }
}

/// What happened between two scrapes of one source.
///
/// A series that the source lost or began anew in between counts with all that it has now, as
/// `increase` of PromQL has it; one that was not there before counts from zero.
public struct ScrapeWindow: Sendable {
    /// The older scrape.
    public var first: Scrape
    /// The newer scrape.
    public var last: Scrape

    /// Makes a window from the older to the newer scrape.
    public init(from first: Scrape, to last: Scrape) {
        self.first = first
        self.last = last
    }

    /// The length in seconds, never negative.
    public var seconds: Double { max(0, last.takenAt - first.takenAt) }

    /// By how much counters grew, added up by the labels named.
    ///
    /// - Parameters:
    ///   - name: The counter, or a histogram's `_count` or `_sum`.
    ///   - names: The labels that tell the results apart; all of them when `nil`.
    ///   - labels: What the series must bear.
    /// - Returns: The growth by those labels.
    public func increases(
        of name: String,
        by names: [String]? = nil,
        where labels: LabelSet = LabelSet()
    ) -> [LabelSet: Double] {
        let before = first.page.sums(of: name, where: labels)
        var result: [LabelSet: Double] = [:]
        for (labels, value) in last.page.sums(of: name, where: labels) {
            let key = names.map { labels.keeping($0) } ?? labels
            result[key, default: 0] += increase(from: before[labels] ?? 0, to: value)
        }
        return result
    }

    /// Growth a second, added up by the labels named; empty for a window with no length.
    public func rates(
        of name: String,
        by names: [String]? = nil,
        where labels: LabelSet = LabelSet()
    ) -> [LabelSet: Double] {
        guard seconds > 0 else { return [:] }
        return increases(of: name, by: names, where: labels).mapValues { $0 / seconds }
    }

    /// What histograms observed in the window, added up by the labels named.
    public func histograms(
        of name: String,
        by names: [String]? = nil,
        where labels: LabelSet = LabelSet()
    ) -> [LabelSet: Histogram] {
        let before = first.page.histograms(of: name, where: labels)
        var result: [LabelSet: Histogram] = [:]
        for (labels, histogram) in last.page.histograms(of: name, where: labels) {
            let key = names.map { labels.keeping($0) } ?? labels
            let new = before[labels].map { histogram.difference(since: $0) } ?? histogram
            result[key] = result[key].map { $0.adding(new) } ?? new
        }
        return result
    }
}

/// By how much a counter grew from one reading to the next; one that fell began again from zero.
public func increase(from earlier: Double, to later: Double) -> Double {
    later >= earlier ? later - earlier : later
}
