import Telemetry

/// Requests a second over the last 15 minutes.
struct RateHistory: Sendable {
    /// How many values a sparkline gets.
    static let steps = 90
    /// The length of one in seconds.
    static let step = 10.0

    private var series = Series(capacity: 450)

    mutating func append(_ rate: Double?, at moment: Moment) {
        series.append(rate, at: moment.secondsSince1970)
    }

    /// The values, oldest first; a value stands until the next one where readings are rare.
    func values(until now: Moment) -> [Double?] {
        var values = series.values(
            steps: RateHistory.steps,
            of: RateHistory.step,
            until: now.secondsSince1970
        )
        var age = 0
        for index in values.indices.dropFirst() {
            age = values[index] == nil ? age + 1 : 0
            if (1...3).contains(age) { values[index] = values[index - 1] }
        }
        return values
    }
}
