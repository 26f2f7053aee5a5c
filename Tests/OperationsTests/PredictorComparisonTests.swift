import Operations
import Testing

struct PredictorComparisonTests {
    private func figures(
        _ count: Int,
        p50: Double = 0.1,
        p95: Double = 0.2,
        p99: Double = 0.3,
        errors: Double = 0
    ) -> Figures {
        Figures(
            rate: 10,
            p50: .about(.seconds(p50)),
            p95: .about(.seconds(p95)),
            p99: .about(.seconds(p99)),
            errorRate: errors,
            sampleCount: count,
            measuredAt: Moment(secondsSince1970: 0)
        )
    }

    @Test func `there is no verdict on too few requests`() {
        let comparison = PredictorComparison(of: figures(60, p99: 3), with: figures(900))

        #expect(comparison.verdict(on: .p99) == .tooFew(requests: 60, needed: 500))
        #expect(comparison.verdict(on: .p95) == .tooFew(requests: 60, needed: 100))
        #expect(comparison.verdict(on: .p50) == .same)
        #expect(
            PredictorComparison(of: figures(0), with: figures(900)).verdict
                == .tooFew(requests: 0, needed: 10)
        )
    }

    @Test func `what chance explains is no difference`() {
        let comparison = PredictorComparison(
            of: figures(200, p95: 0.25, errors: 0.02),
            with: figures(200, p95: 0.2, errors: 0.01)
        )

        #expect(comparison.verdict(on: .p95) == .same)
        #expect(comparison.verdict(on: .errors) == .same)
        #expect(comparison.verdict == .same)
    }

    @Test func `one figure that is worse outweighs others that are better`() {
        let comparison = PredictorComparison(
            of: figures(5000, p50: 0.05, p95: 0.1, p99: 0.2, errors: 0.06),
            with: figures(5000, errors: 0.01)
        )

        #expect(comparison.verdict(on: .p50) == .better)
        #expect(comparison.verdict(on: .errors) == .worse)
        #expect(comparison.verdict == .worse)
    }
}
