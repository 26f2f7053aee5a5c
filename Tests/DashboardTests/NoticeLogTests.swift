import Operations
import Testing

@testable import Dashboard

struct NoticeLogTests {
    private let start = Moment(secondsSince1970: 1_700_000_000)

    private func after(_ seconds: Double) -> Moment { start.advanced(by: .seconds(seconds)) }

    @Test func `what answers the user is not covered at once by what the cluster tells`() {
        var log = NoticeLog()
        log.tell(Notice(.done, "written"), at: start)
        log.tell(Notice(.remark, "echo is rolling"), at: after(0.1), isOfCluster: true)

        #expect(log.current(at: after(1))?.message == "written")
        #expect(log.current(at: after(4))?.message == "echo is rolling")
        #expect(log.current(at: after(11)) == nil)
    }

    @Test func `trouble of the cluster is shown at once and stays`() {
        var log = NoticeLog()
        log.tell(Notice(.done, "written"), at: start)
        log.tell(Notice(.trouble, "main has no ready pod"), at: after(0.1), isOfCluster: true)

        #expect(log.current(at: after(0.2))?.message == "main has no ready pod")
        #expect(log.current(at: after(100))?.message == "main has no ready pod")
    }

    @Test func `the newest answer is shown at once`() {
        var log = NoticeLog()
        log.tell(Notice(.done, "written"), at: start)
        log.tell(Notice(.remark, "nothing was changed"), at: after(0.1))

        #expect(log.current(at: after(0.2))?.message == "nothing was changed")
    }
}
