/// How many requests may be sent in a second, saved up for at most that long.
package struct RequestBudget: Sendable {
    private let perSecond: Double
    private var saved: Double
    private var updatedAt: Duration = .zero

    /// A budget that is full.
    package init(perSecond: Double) {
        self.perSecond = perSecond
        saved = perSecond
    }

    /// Takes one request out of the budget, unless it is used up; the time counts from any start.
    package mutating func take(at time: Duration) -> Bool {
        if time > updatedAt {
            saved = min(perSecond, saved + (time - updatedAt) / .seconds(1) * perSecond)
            updatedAt = time
        }
        guard saved >= 1 else { return false }
        saved -= 1
        return true
    }
}
