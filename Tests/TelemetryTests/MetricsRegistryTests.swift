import Testing

@testable import Telemetry

struct MetricsRegistryTests {
    @Test func `what was counted is read back from the page`() throws {
        let registry = MetricsRegistry()
        let failures = try registry.counters("failures_total", help: "Failures.")
        failures(["node": "a\"b\\c\nd"]).add()
        failures(["node": "a\"b\\c\nd"]).add(2)
        try registry.gauges("open")().set(-1.5)
        let durations = try registry.histograms("d_seconds", bounds: [1, 0.1])
        for value in [0.05, 0.1, 0.5, 3] { durations(["n": "x"]).observe(value) }
        let page = MetricsPage(parsing: registry.exposition())
        #expect(page.skippedLines == 0)
        #expect(page.samples(of: "failures_total").first?.value == 3)
        #expect(page.samples(of: "failures_total").first?.labels["node"] == "a\"b\\c\nd")
        #expect(page.samples(of: "open").first?.value == -1.5)
        #expect(page.kinds["d_seconds"] == .histogram)
        let histogram = page.histograms(of: "d_seconds")[["n": "x"]]
        #expect(histogram?.cumulativeCounts == [2, 3, 4])
        #expect(histogram == durations(["n": "x"]).value)
    }

    @Test func `the page is text in alphabetical order`() throws {
        let registry = MetricsRegistry()
        try registry.counters("b_total", help: "B.")(["z": "1"]).add()
        try registry.counters("a_total", help: "A.")(["y": "2", "x": "1"]).add()
        let expected = """
            # HELP a_total A.
            # TYPE a_total counter
            a_total{x="1",y="2"} 1
            # HELP b_total B.
            # TYPE b_total counter
            b_total{z="1"} 1

            """
        #expect(String(decoding: registry.exposition(), as: UTF8.self) == expected)
    }

    @Test func `a name of another kind or with odd signs is refused`() throws {
        let registry = MetricsRegistry()
        _ = try registry.counters("a")
        #expect(throws: TelemetryError.nameTaken("a", by: .counter)) { try registry.gauges("a") }
        #expect(throws: TelemetryError.malformedName("1a")) { try registry.gauges("1a") }
        #expect(throws: TelemetryError.malformedName("a-b")) { try registry.gauges("a-b") }
        #expect(throws: TelemetryError.malformedName("")) { try registry.gauges("") }
    }

    @Test func `a summary has the quantiles of its newest observations`() throws {
        let summary = Summary(quantiles: [0.5, 0.99, 1])
        let start = ContinuousClock.now
        summary.observe(1000, at: start - .seconds(700))
        for value in 1...100 { summary.observe(Double(value), at: start) }
        let samples = summary.samples(name: "s", labels: [:], now: start)
        #expect(samples.map(\.value) == [50, 99, 100, 6050, 101])
        let later = summary.samples(name: "s", labels: [:], now: start + .seconds(601))
        #expect(later[0].value.isNaN)
        #expect(later[4].value == 101)
    }

    @Test func `counting from many tasks loses nothing`() async throws {
        let registry = MetricsRegistry()
        let counters = try registry.counters("n_total")
        let histograms = try registry.histograms("h", bounds: [1])
        await withDiscardingTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for _ in 0..<500 {
                        counters(["task": "\(task % 2)"]).add()
                        histograms().observe(0.5)
                    }
                }
            }
        }
        #expect(counters(["task": "0"]).value + counters(["task": "1"]).value == 4000)
        #expect(histograms().value.count == 4000)
    }

    @Test func `the process tells its own CPU time and memory`() {
        let registry = MetricsRegistry()
        registry.read { ProcessReadings.samples() }
        let page = MetricsPage(parsing: registry.exposition())
        #expect((page.samples(of: "process_resident_memory_bytes").first?.value ?? 0) > 1e6)
        #expect(page.samples(of: "process_cpu_seconds_total").count == 1)
    }
}
