import Kubernetes
import Testing

struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-23T20:15:00Z", 1_795_464_900),
        ("2024-02-29T23:59:59Z", 1_709_251_199), ("1969-12-31T23:59:59Z", -1),
    ])
    func `a moment reads and writes as RFC 3339`(text: String, seconds: Int64) throws {
        let moment = try #require(Timestamp(text))

        #expect(moment.seconds == seconds)
        #expect(moment.description == text)
    }

    @Test func `fraction and offset are understood`() throws {
        let moment = try #require(Timestamp("2026-11-23T21:15:00.25+01:00"))

        #expect(moment.microTime == "2026-11-23T20:15:00.250000Z")
    }

    @Test(arguments: ["", "2026-11-23", "2026-13-23T20:15:00Z", "2026-11-23T20:15:00", "x"])
    func `other text is no moment`(text: String) {
        #expect(Timestamp(text) == nil)
    }
}
