import Operations
import Telemetry
import Testing

struct MeasuringTests {
    private func moment(_ seconds: Double) -> Moment { Moment(secondsSince1970: 1000 + seconds) }

    private func page(served: Int, failed: Int = 0, slow: Int = 0, node: Int = 0) -> [UInt8] {
        let server = "seldon_api_executor_server_requests_seconds"
        let client = "seldon_api_executor_client_requests_seconds"
        func histogram(_ name: String, _ labels: String, fast: Int, slow: Int) -> String {
            """
            \(name)_bucket{\(labels),le="0.1"} \(fast)
            \(name)_bucket{\(labels),le="10"} \(fast)
            \(name)_bucket{\(labels),le="+Inf"} \(fast + slow)
            \(name)_sum{\(labels)} \(fast)
            \(name)_count{\(labels)} \(fast + slow)

            """
        }
        return Array(
            (histogram(server, #"service="predictions",code="200""#, fast: served, slow: slow)
                + histogram(server, #"service="predictions",code="500""#, fast: failed, slow: 0)
                + histogram(server, #"service="feedback",code="200""#, fast: 99, slow: 0)
                + histogram(
                    client,
                    #"model_name="reader",service="/predict",code="200""#,
                    fast: node,
                    slow: 0
                )
                + histogram(
                    client,
                    #"model_name="reader",service="/metadata",code="200""#,
                    fast: 7,
                    slow: 0
                )).utf8
        )
    }

    @Test func `rates, quantiles and errors are those of the window`() throws {
        var pod = PodCounters()
        pod.append(OrchestratorCounters(parsing: page(served: 100, failed: 5)), at: moment(0))
        pod.append(OrchestratorCounters(parsing: page(served: 130, failed: 15)), at: moment(10))

        let measured = try #require(PredictorMeasurement([pod], within: .seconds(60)))
        let figures = Figures(
            measured.counters.server,
            elapsed: measured.elapsed,
            measuredAt: measured.measuredAt,
            interval: measured.interval
        )

        #expect(figures.rate == 4)
        #expect(figures.sampleCount == 40)
        #expect(figures.errorRate == 0.25)
        #expect(figures.errorsByCode == [500: 10])
        #expect(figures.p50 == .about(.seconds(0.05)))
        #expect(figures.measuredAt == moment(10))
    }

    @Test func `what lies beyond the last bucket is over it`() throws {
        var pod = PodCounters()
        pod.append(OrchestratorCounters(parsing: page(served: 0)), at: moment(0))
        pod.append(OrchestratorCounters(parsing: page(served: 1, slow: 9)), at: moment(2))

        let measured = try #require(PredictorMeasurement([pod], within: .seconds(60)))
        let figures = Figures(
            measured.counters.server,
            elapsed: measured.elapsed,
            measuredAt: measured.measuredAt,
            interval: measured.interval
        )

        #expect(figures.p99 == .over(.seconds(10)))
    }

    @Test func `an orchestrator that began again counts from zero`() throws {
        var pod = PodCounters()
        pod.append(OrchestratorCounters(parsing: page(served: 1000, node: 1000)), at: moment(0))
        pod.append(OrchestratorCounters(parsing: page(served: 6, node: 4)), at: moment(2))

        let increase = try #require(pod.increase(within: .seconds(60)))

        #expect(increase.counters.served == 6)
        #expect(increase.counters.calls(of: "reader")["200"]?.count == 4)
    }

    @Test func `two pods are taken together and one reading says nothing`() throws {
        var first = PodCounters()
        var second = PodCounters()
        for (pod, counts) in [(0, [10, 20]), (1, [5, 35])] {
            for (index, count) in counts.enumerated() {
                let counters = OrchestratorCounters(parsing: page(served: count))
                if pod == 0 {
                    first.append(counters, at: moment(Double(index) * 2))
                } else {
                    second.append(counters, at: moment(Double(index) * 2))
                }
            }
        }
        var third = PodCounters()
        third.append(OrchestratorCounters(parsing: page(served: 9)), at: moment(0))

        let both = try #require(PredictorMeasurement([first, second, third], within: .seconds(60)))

        #expect(both.counters.served == 40)
        #expect(PredictorMeasurement([third], within: .seconds(60)) == nil)
    }

    @Test func `readings before a change of weights do not count`() throws {
        var pod = PodCounters()
        for (second, count) in [(0.0, 0), (10, 50), (12, 52), (14, 56)] {
            pod.append(OrchestratorCounters(parsing: page(served: count)), at: moment(second))
        }

        let since = try #require(pod.increase(within: .seconds(60), since: moment(11)))

        #expect(since.counters.served == 4)
        #expect(since.elapsed == .seconds(2))
    }

    @Test func `readings are kept as long as a window needs them`() throws {
        var pod = PodCounters()
        for second in 0..<600 {
            pod.append(
                OrchestratorCounters(parsing: page(served: second)),
                at: moment(Double(second))
            )
        }

        #expect(pod.readingCount < 110)
        #expect(try #require(pod.increase(within: .seconds(60))).elapsed == .seconds(60))
    }

    @Test(.enabled(if: Fixtures.areThere))
    func `the real executor's page is read`() throws {
        let counters = OrchestratorCounters(
            parsing: try Fixtures.bytes("executor/chain/prometheus.txt")
        )

        #expect(counters.served > 0)
        #expect(Set(counters.nodes.keys) == ["detection-infer", "recognition-infer"])
    }
}
