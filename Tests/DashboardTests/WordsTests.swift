import Operations
import Testing

@testable import Dashboard

struct WordsTests {
    @Test(arguments: [
        (0.0004, "0.4ms"), (0.0041, "4.1ms"), (0.041, "41ms"), (0.9994, "999ms"), (1.24, "1.24s"),
        (12.4, "12.4s"), (75, "75s"), (0, "0.0ms"), (0.00996, "10ms"),
    ])
    func `a latency is short and has a unit`(seconds: Double, text: String) {
        #expect(Duration.seconds(seconds).latencyText == text)
        #expect(text.count <= 6)
    }

    @Test func `beyond the last bucket only the bound is known`() {
        #expect(LatencyQuantile.over(.seconds(10)).text == ">10s")
        #expect(LatencyQuantile.over(.milliseconds(500)).text == ">500ms")
        #expect(LatencyQuantile.about(.seconds(10)).text == "10.0s")
    }

    @Test(arguments: [
        (0.0, "0"), (0.05, "0.05"), (4.14, "4.1"), (99.96, "100"), (118, "118"), (1234, "1.2k"),
        (250_000, "250k"),
    ])
    func `a rate is short`(rate: Double, text: String) {
        #expect(rate.rateText == text)
    }

    @Test(arguments: [
        (0.0, "0%"), (0.0001, "<0.1%"), (0.004, "0.4%"), (0.0994, "9.9%"), (0.12, "12%"),
        (1, "100%"),
    ])
    func `a share is in percent`(share: Double, text: String) {
        #expect(share.percentText == text)
    }

    @Test func `the time of day follows the user's clock`() {
        #expect(Samples.now.clockText(secondsFromGMT: 0) == "14:03:22")
        #expect(Samples.now.clockText(secondsFromGMT: 36_000) == "00:03:22")
        #expect(Samples.now.clockText(secondsFromGMT: -54_000) == "23:03:22")
    }

    @Test func `weights differ when chance does not explain it`() {
        let even = TrafficWeights(declared: 80, routed: 80, observed: 84, sampleCount: 312)
        let odd = TrafficWeights(declared: 80, routed: 80, observed: 60, sampleCount: 312)
        let few = TrafficWeights(declared: 80, routed: 80, observed: 60, sampleCount: 5)

        #expect(!even.isObservedOtherwise)
        #expect(odd.isObservedOtherwise)
        #expect(!few.isObservedOtherwise)
        #expect(TrafficWeights(declared: 10, routed: 0).isRoutedOtherwise)
        #expect(!TrafficWeights(declared: 10).isRoutedOtherwise)
    }
}
