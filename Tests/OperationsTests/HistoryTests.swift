import Documents
import Telemetry
import Testing

@testable import Operations

struct HistoryTests {
    private func moment(_ seconds: Double) -> Moment { Moment(secondsSince1970: 1000 + seconds) }

    private func histogram(fast: Double, slow: Double = 0) -> Histogram {
        Histogram(buckets: [(0.1, fast), (1, fast + slow), (.infinity, fast + slow)])
    }

    @Test func `requests are counted in the step in which they came`() throws {
        var recorder = HistoryRecorder()
        for second in stride(from: 0.0, to: 20, by: 2) {
            let codes = ["200": histogram(fast: 8), "500": histogram(fast: 0, slow: 2)]
            recorder.add(codes, from: moment(second), to: moment(second + 2))
        }

        let steps = recorder.history.window(until: moment(19.9), steps: 2)

        for step in steps {
            let step = try #require(step)
            #expect((step.rate - 5).magnitude < 0.01)
            #expect((try #require(step.errorRate) - 0.2).magnitude < 0.001)
            #expect((try #require(step.p50).bound / .seconds(1) - 0.0625).magnitude < 0.001)
            #expect(step.counts.reduce(0, +).rounded() == 50)
        }
    }

    @Test func `a long reading is spread over its steps, and gaps stay gaps`() throws {
        var recorder = HistoryRecorder()
        recorder.add(["200": histogram(fast: 30)], from: moment(0), to: moment(30))
        recorder.add(["200": histogram(fast: 4)], from: moment(60), to: moment(62))

        let rates = recorder.history.rates(until: moment(61), steps: 7)

        #expect(rates.map { $0.map { $0.rounded() } } == [1, 1, 1, nil, nil, nil, 2])
    }

    @Test func `no more than fifteen minutes are kept`() {
        var recorder = HistoryRecorder()
        for second in stride(from: 0.0, to: 4000, by: 5) {
            recorder.add(
                ["200": histogram(fast: 1)],
                from: moment(second),
                to: moment(second + 5)
            )
        }

        #expect(recorder.history.steps.count <= MeasuredHistory.kept + 1)
        #expect(recorder.history.window(until: moment(3999)).allSatisfy { $0 != nil })
    }

    @Test func `what lies past the last bucket is in the bin above it`() {
        let counts = LatencyBins.counts(
            of: Histogram(buckets: [(5, 2), (10, 4), (.infinity, 7)])
        )

        #expect(counts.reduce(0, +) == 7)
        #expect(counts.last == 0)
        #expect(counts[LatencyBins.count - 2] == 3)
    }

    @Test(arguments: [
        ("prod/checks-*", true), ("checks-reader", true), ("checks*er", true), ("*", true),
        ("prod/other*", false), ("staging/*", false), ("checks", false), ("*checks", false),
    ])
    func `thresholds are those of the last rule that names the deployment`(
        pattern: String,
        isMet: Bool
    ) {
        let strict = Thresholds(slow: .milliseconds(300))
        let rules = ThresholdRules(rules: [.init(pattern, strict)])
        let id = DeploymentID(namespace: "prod", name: "checks-reader", uid: "1")

        #expect(rules.thresholds(of: id) == (isMet ? strict : .standard))
    }

    @Test(arguments: [
        ("250m", 0.25), ("2", 2), ("512Mi", 536_870_912), ("1e3", 1000), ("38912Ki", 39_845_888),
    ])
    func `quantities are read as Kubernetes writes them`(text: String, value: Double) {
        #expect(ContainerUsage.amount(.string(text)) == value)
    }
}
