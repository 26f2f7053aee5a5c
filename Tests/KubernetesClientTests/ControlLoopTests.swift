import Kubernetes
import Synchronization
import Testing

@testable import KubernetesClient

@Suite(.timeLimit(.minutes(1)))
struct ControlLoopTests {
    @Test func `a key is due once, and never worked on twice at a time`() {
        var schedule = WorkSchedule<String>(limit: 2)

        schedule.add("a")
        schedule.add("a")
        #expect(schedule.takeReady() == ["a"])
        schedule.add("a")
        schedule.add("b")
        schedule.add("c")
        #expect(schedule.takeReady() == ["b"])
        schedule.succeed("a")
        #expect(schedule.takeReady() == ["a"])
        schedule.succeed("a")
        #expect(schedule.takeReady() == ["c"])
    }

    @Test func `waits grow with failures and begin anew after a success`() {
        var schedule = WorkSchedule<String>(limit: 2)

        #expect(schedule.fail("a") == .milliseconds(20))
        #expect(schedule.fail("a") == .milliseconds(40))
        schedule.succeed("a")
        #expect(schedule.fail("a") == .milliseconds(20))
    }

    private final class Counting: Reconciler {
        let calls = Mutex<[String]>([])

        func reconcile(_ key: ObjectKey) async throws -> Duration? {
            let count = calls.withLock { calls in
                calls.append(key.name)
                return calls.count { $0 == key.name }
            }
            if key.name == "broken", count < 3 { throw ClientError.noCurrentContext }
            return key.name == "again" && count < 3 ? .milliseconds(1) : nil
        }
    }

    @Test func `what failed is tried again, and what asks to be looked at again is`() async {
        let store = ObjectStore<Pod>()
        let work = Counting()
        let loop = ControlLoop(
            "test",
            work,
            triggers: [.changes(of: store) { [$0.key] }]
        )
        await store.apply(.listed(["plain", "broken", "again"].map { Pod(name: $0) }))

        await withTaskGroup { group in
            group.addTask { await loop.run() }
            await store.apply(.listEnded)
            await eventually { work.calls.withLock(\.count) == 7 }
            group.cancelAll()
        }

        let counts = work.calls.withLock { calls in
            Dictionary(calls.map { ($0, 1) }, uniquingKeysWith: +)
        }
        #expect(counts == ["plain": 1, "broken": 3, "again": 3])
    }
}
