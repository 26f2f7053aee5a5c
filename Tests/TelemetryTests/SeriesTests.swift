import Telemetry
import Testing

struct SeriesTests {
    @Test func `a full series drops its oldest point`() {
        var series = Series(capacity: 3)
        for time in 0..<5 { series.append(Double(time), at: Double(time)) }
        #expect(series.points.map(\.time) == [2, 3, 4])
        #expect(series.last?.value == 4)
    }

    @Test func `values in steps leave a gap where nothing was measured`() {
        var series = Series(capacity: 10)
        series.append(2, at: 1)
        series.append(4, at: 2)
        series.append(nil, at: 15)
        series.append(7, at: 29)
        #expect(series.values(steps: 3, of: 10, until: 30) == [3, nil, 7])
        #expect(series.values(steps: 0, of: 10, until: 30).isEmpty)
    }

    @Test func `a store forgets the series that is longest without a point`() async {
        let store = SeriesStore<String>(capacity: 2, seriesLimit: 2)
        await store.append(1, to: "a", at: 1)
        await store.append(1, to: "b", at: 2)
        await store.append(1, to: "a", at: 3)
        await store.append(1, to: "c", at: 4)
        #expect(await store.all.keys.sorted() == ["a", "c"])
        await store.retain { $0 == "c" }
        #expect(await store.series(of: "a") == nil)
    }
}
