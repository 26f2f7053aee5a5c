import Operations
import Testing

struct SessionPartsTests {
    @Test func `the cluster's clock is read from the field Date`() {
        #expect(
            ServerTime.moment(ofDate: "Mon, 23 Nov 2026 20:15:00 GMT")
                == Moment(secondsSince1970: 1_795_464_900)
        )
        #expect(ServerTime.moment(ofDate: "yesterday") == nil)
    }

    @Test func `a clock that differs by more than it can be read to is taken over`() {
        let time = ServerTime()
        let before = time.now

        time.learn(fromDate: "Mon, 23 Nov 2020 20:15:00 GMT")

        #expect(time.now < before)
    }

    @Test func `a budget lets twenty requests a second through, and no more`() {
        var budget = RequestBudget(perSecond: 20)

        let atOnce = (0..<50).count { _ in budget.take(at: .zero) }
        let later = (0..<50).count { _ in budget.take(at: .milliseconds(500)) }
        let muchLater = (0..<50).count { _ in budget.take(at: .seconds(60)) }

        #expect([atOnce, later, muchLater] == [20, 10, 20])
    }

    @Test(arguments: [
        ("ready", WaitCondition.ready),
        ("traffic=canary:50", .traffic(predictor: "canary", weight: 50)),
        ("traffic=canary:500", nil), ("traffic=canary", nil), ("done", nil),
    ])
    func `conditions are read as they are written`(text: String, condition: WaitCondition?) {
        #expect(WaitCondition(parsing: text) == condition)
        if let condition { #expect(condition.description == text) }
    }
}
