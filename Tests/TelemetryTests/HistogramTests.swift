import Telemetry
import Testing

struct HistogramTests {
    private let histogram = Histogram(
        buckets: [(0.1, 10), (0.5, 30), (1, 40), (.infinity, 50)],
        sum: 30
    )

    @Test func `quantiles are interpolated within their bucket as PromQL does it`() throws {
        #expect(histogram.quantile(0.1) == .about(0.05))
        #expect(histogram.quantile(0.5) == .about(0.4))
        #expect(histogram.quantile(0.7) == .about(0.75))
        #expect(histogram.quantile(0.8) == .about(1))
    }

    @Test func `a quantile beyond the last bound says so`() {
        #expect(histogram.quantile(0.99) == .over(1))
        #expect(histogram.quantile(1) == .over(1))
    }

    @Test func `without observations there is no quantile`() {
        #expect(Histogram(buckets: [(0.1, 0), (.infinity, 0)]).quantile(0.5) == nil)
        #expect(Histogram(buckets: []).quantile(0.5) == nil)
        #expect(Histogram(buckets: []).mean == nil)
        #expect(histogram.quantile(1.5) == nil)
    }

    @Test func `the difference of two scrapes is what came between`() {
        let later = Histogram(
            buckets: [(0.1, 12), (0.5, 35), (1, 45), (.infinity, 56)],
            sum: 33
        )
        let new = later.difference(since: histogram)
        #expect(new.cumulativeCounts == [2, 5, 5, 6])
        #expect(new.sum == 3)
        #expect(new.count == 6)
    }

    @Test func `after a restart of the source all that it has is new`() {
        let restarted = Histogram(buckets: [(0.1, 1), (0.5, 2), (1, 2), (.infinity, 2)], sum: 0.4)
        #expect(restarted.difference(since: histogram) == restarted)
    }

    @Test func `histograms with other bounds are added by the bounds both have`() {
        let other = Histogram(buckets: [(0.1, 1), (0.3, 2), (1, 3), (.infinity, 3)], sum: 1)
        let both = histogram.adding(other)
        #expect(both.bounds == [0.1, 1, .infinity])
        #expect(both.cumulativeCounts == [11, 43, 53])
    }

    @Test func `buckets out of order and falling counts are mended`() {
        let mended = Histogram(buckets: [(.infinity, 5), (1, 4), (0.5, 6)])
        #expect(mended.bounds == [0.5, 1, .infinity])
        #expect(mended.cumulativeCounts == [6, 6, 6])
    }

    @Test func `the share above a bound splits its bucket evenly`() throws {
        let above = try #require(histogram.share(above: 1))
        #expect(abs(above - 0.2) < 1e-12)
        let within = try #require(histogram.share(above: 0.3))
        #expect(abs(within - 0.6) < 1e-12)
        #expect(Histogram(buckets: []).share(above: 1) == nil)
    }
}
