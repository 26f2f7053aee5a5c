import Testing

@testable import Telemetry

struct MetricsPageTests {
    @Test func `labels with escapes, a timestamp and an exemplar are read`() throws {
        let page = MetricsPage(
            parsing: """
                # HELP a_total some "help"
                # TYPE a_total counter
                a_total{path="C:\\\\x",say="\\"hi\\"\\nyou",} 3 1700000000000
                b_bucket{le="+Inf"} 5 # {trace_id="x"} 0.3 1700000000
                c NaN
                d -Inf\r
                # EOF
                """
        )
        let a = try #require(page.samples(of: "a_total").first)
        #expect(a.labels["path"] == "C:\\x")
        #expect(a.labels["say"] == "\"hi\"\nyou")
        #expect(a.value == 3)
        #expect(page.kinds["a_total"] == .counter)
        #expect(page.samples(of: "b_bucket").first?.value == 5)
        #expect(page.samples(of: "c").first?.value.isNaN == true)
        #expect(page.samples(of: "d").first?.value == -.infinity)
        #expect(page.skippedLines == 0)
    }

    @Test func `a line that cannot be read is skipped and counted`() {
        let page = MetricsPage(
            parsing: "a{x=1} 2\nb{x=\"1} 2\nc\nd{x=\"1\"\n{} 1\ne 7\nf{x=\"1\"} many\n"
        )
        #expect(page.skippedLines == 6)
        #expect(page.count == 1)
        #expect(page.samples(of: "e").first?.value == 7)
    }

    @Test func `a page with more samples than the limit is cut and says so`() {
        let text = (0..<100).map { "a{i=\"\($0)\"} 1" }.joined(separator: "\n")
        let page = MetricsPage(
            parsing: Array(text.utf8),
            limits: MetricsPage.Limits(samples: 10)
        )
        #expect(page.count == 10)
        #expect(page.isTruncated)
    }

    @Test func `a line that is too long is skipped`() {
        let text = "a{x=\"" + String(repeating: "x", count: 100) + "\"} 1\nb 2"
        let page = MetricsPage(
            parsing: Array(text.utf8),
            limits: MetricsPage.Limits(lineLength: 80)
        )
        #expect(page.skippedLines == 1)
        #expect(page.count == 1)
    }

    @Test func `only the metrics asked for are kept`() {
        let page = MetricsPage(parsing: Array("a 1\nb 2\n".utf8)) { $0 == "b" }
        #expect(page.count == 1)
        #expect(page.samples(of: "b").first?.value == 2)
    }

    @Test func `random bytes never end the process`() {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("a_{}\"\\=, #\n1.e+NTYPE".utf8)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            let page = MetricsPage(parsing: bytes)
            #expect(page.count <= bytes.count)
        }
    }
}
