import Testing

@testable import LocalCluster

struct RestartBackoffTests {
    @Test func `the first restart is immediate and later ones wait longer, up to a minute`() {
        var backoff = RestartBackoff()

        let waits = (0..<10).map { _ in backoff.next(afterRunning: .seconds(1)) }

        #expect(
            waits == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60].map { Duration.seconds($0) }
        )
    }

    @Test func `what ran for ten minutes begins anew`() {
        var backoff = RestartBackoff()
        for _ in 0..<5 { _ = backoff.next(afterRunning: .zero) }

        let wait = backoff.next(afterRunning: .seconds(600))

        #expect(wait == .zero)
    }
}
