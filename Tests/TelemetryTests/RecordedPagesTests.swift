import Telemetry
import Testing

struct RecordedPagesTests {
    @Test func `the executor's recorded page gives histograms by node`() throws {
        guard let text = Fixtures.text("seldon-executor/metrics.txt") else { return }
        let page = MetricsPage(parsing: text)
        #expect(page.skippedLines == 0)
        #expect(page.kinds["seldon_api_executor_client_requests_seconds"] == .histogram)
        let byService = page.histograms(
            of: "seldon_api_executor_client_requests_seconds",
            by: ["service"],
            where: ["model_name": "iris", "code": "200"]
        )
        let predict = try #require(byService[["service": "/predict"]])
        #expect(predict.count == 4)
        #expect(predict.bounds.count == 15)
        #expect(predict.lastFiniteBound == 10)
        #expect(abs(predict.sum - 0.021665752) < 1e-9)
    }

    @Test func `the wrapper's page with repeated help lines is read whole`() {
        guard let text = Fixtures.text("seldon-microservice/metrics.txt") else { return }
        let page = MetricsPage(parsing: text)
        #expect(page.skippedLines == 0)
        #expect(page.samples(of: "rows_total").first?.labels["kind"] == "batch")
        let timers = page.histograms(of: "mytimer", by: ["method"])
        #expect(timers[["method": "predict"]]?.bounds.count == 51)
        #expect(timers[["method": "predict"]]?.count == 2)
    }

    @Test func `every recorded page is read without a skipped line`() {
        let pages = [
            "seldon-executor/metrics-combiner.txt", "seldon-executor/metrics-errors.txt",
            "seldon-executor/metrics-grpc.txt", "seldon-microservice/metrics-feedback.txt",
            "seldon-microservice/metrics-raw.txt", "seldon-microservice/metrics-no-env.txt",
            "executor/chain/prometheus.txt", "executor/single-model/prometheus.txt",
        ]
        for path in pages {
            guard let text = Fixtures.text(path) else { return }
            let page = MetricsPage(parsing: text)
            #expect(page.skippedLines == 0, "\(path)")
            #expect(page.count > 0, "\(path)")
        }
    }
}
