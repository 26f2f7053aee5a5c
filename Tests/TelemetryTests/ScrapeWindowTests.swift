import Telemetry
import Testing

struct ScrapeWindowTests {
    private func scrape(_ text: String, at time: Double) -> Scrape {
        Scrape(MetricsPage(parsing: text), takenAt: time)
    }

    @Test func `rates are growth over time, summed by label`() {
        let window = ScrapeWindow(
            from: scrape(
                "r_count{code=\"200\",n=\"a\"} 10\nr_count{code=\"500\",n=\"a\"} 1",
                at: 100
            ),
            to: scrape(
                "r_count{code=\"200\",n=\"a\"} 30\nr_count{code=\"500\",n=\"a\"} 1\n"
                    + "r_count{code=\"200\",n=\"b\"} 4",
                at: 110
            )
        )
        #expect(window.rates(of: "r_count", by: ["n"]) == [["n": "a"]: 2, ["n": "b"]: 0.4])
        #expect(window.increases(of: "r_count", by: ["code"])[["code": "500"]] == 0)
    }

    @Test func `a counter that fell began again`() {
        let window = ScrapeWindow(
            from: scrape("a 100", at: 0),
            to: scrape("a 7", at: 10)
        )
        #expect(window.increases(of: "a") == [[:]: 7])
    }

    @Test func `only the restarted one of two summed series counts as new`() {
        let window = ScrapeWindow(
            from: scrape("a{p=\"1\"} 100\na{p=\"2\"} 100", at: 0),
            to: scrape("a{p=\"1\"} 5\na{p=\"2\"} 110", at: 10)
        )
        #expect(window.increases(of: "a", by: []) == [[:]: 15])
    }

    @Test func `a window has the histograms of what came in it`() {
        let window = ScrapeWindow(
            from: scrape(
                "h_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1",
                at: 0
            ),
            to: scrape("h_bucket{le=\"1\"} 4\nh_bucket{le=\"+Inf\"} 5\nh_sum 9\nh_count 5", at: 5)
        )
        let histogram = window.histograms(of: "h")[[:]]
        #expect(histogram?.cumulativeCounts == [3, 4])
        #expect(histogram?.sum == 8)
    }

    @Test func `a history keeps a bounded number of scrapes and finds its windows`() {
        var history = ScrapeHistory(capacity: 4)
        #expect(history.window(seconds: 60) == nil)
        for time in stride(from: 0.0, through: 10, by: 2) {
            history.append(scrape("a \(time)", at: time))
        }
        #expect(history.scrapes.count == 4)
        #expect(history.window(seconds: 5)?.seconds == 4)
        #expect(history.window(seconds: 60)?.seconds == 6)
        #expect(history.window(seconds: 0.5)?.seconds == 2)
    }
}
