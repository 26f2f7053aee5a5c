import Documents
import HTTP
import Kubernetes
import KubernetesClient
import Testing

struct WatcherTests {
    private typealias Action = Watcher<Pod>.Action

    private func pod(_ name: String, _ version: String) -> JSON {
        [
            "apiVersion": "v1", "kind": "Pod",
            "metadata": [
                "name": .string(name), "namespace": "default", "resourceVersion": .string(version),
                "managedFields": [["manager": "x"]],
            ],
        ]
    }

    private func trimmed(_ name: String, _ version: String) -> Pod {
        var pod = Pod(json: pod(name, version))
        pod.json["metadata"]?["managedFields"] = nil
        return pod
    }

    /// A watcher that has listed nothing at version 10 and watches.
    private func watching() -> Watcher<Pod> {
        var watcher = Watcher<Pod>()
        _ = watcher.receive(.started)
        _ = watcher.receive(.page(ListPage(objects: [], resourceVersion: "10")))
        return watcher
    }

    private let cut = ClientError.unreachable(.interrupted(url: "u", reason: "reset"))
    private let expired = APIStatus(code: 410, reason: "Expired", message: "too old")

    @Test func `it lists page by page and watches from the version of the list`() {
        var watcher = Watcher<Pod>()

        #expect(watcher.receive(.started) == [.store(.restarted), .list(continuation: nil)])
        let page = ListPage(
            objects: [Pod(json: pod("a", "1"))],
            resourceVersion: "9",
            continuation: "more"
        )
        #expect(
            watcher.receive(.page(page))
                == [.store(.listed([trimmed("a", "1")])), .list(continuation: "more")]
        )
        #expect(
            watcher.receive(.page(ListPage(objects: [], resourceVersion: "9")))
                == [.store(.listed([])), .store(.listEnded), .watch(from: "9")]
        )
    }

    @Test func `events go to the store, and a watch that ended goes on after the last of them`() {
        var watcher = watching()

        #expect(
            watcher.receive(.event(.added(pod("a", "11")))) == [
                .store(.applied(trimmed("a", "11")))
            ]
        )
        #expect(
            watcher.receive(.event(.deleted(pod("a", "12"))))
                == [.store(.deleted(trimmed("a", "12")))]
        )
        #expect(watcher.receive(.event(.bookmark(resourceVersion: "20"))) == [])
        #expect(watcher.receive(.watchEnded) == [.watch(from: "20")])
    }

    @Test func `a watch that brings nothing is not opened again without a pause`() {
        var watcher = watching()

        #expect(watcher.receive(.watchEnded) == [.wait(.milliseconds(100))])
        #expect(watcher.receive(.waited) == [.watch(from: "10")])
    }

    @Test func `a version that has expired leads to a fresh list at once, then after a wait`() {
        var watcher = watching()
        let list: [Action] = [.store(.restarted), .list(continuation: nil)]

        #expect(watcher.receive(.event(.failed(expired))) == list)
        #expect(watcher.receive(.failed(.refused(expired))) == [.wait(.milliseconds(100))])
        #expect(watcher.receive(.waited) == list)
    }

    @Test func `a cut connection is tried again later and later, from the same version`() {
        var watcher = watching()

        #expect(watcher.receive(.failed(cut)) == [.wait(.milliseconds(100))])
        #expect(watcher.receive(.waited) == [.watch(from: "10")])
        #expect(watcher.receive(.failed(cut)) == [.wait(.milliseconds(200))])
        for _ in 0..<40 {
            _ = watcher.receive(.waited)
            _ = watcher.receive(.failed(cut))
        }
        _ = watcher.receive(.waited)
        #expect(watcher.receive(.failed(cut)) == [.wait(.seconds(30))])
        _ = watcher.receive(.waited)
        _ = watcher.receive(.event(.bookmark(resourceVersion: "30")))
        #expect(watcher.receive(.failed(cut)) == [.wait(.milliseconds(100))])
        #expect(watcher.receive(.waited) == [.watch(from: "30")])
    }

    @Test func `an object without a name or an event cut off leads to a fresh list`() {
        var watcher = watching()
        #expect(watcher.receive(.event(.added(["metadata": [:]]))) == [.wait(.milliseconds(100))])
        #expect(watcher.receive(.waited) == [.store(.restarted), .list(continuation: nil)])

        var other = watching()
        let problem = ClientError.malformedReply(to: "watch", problem: "cut")
        #expect(other.receive(.failed(problem)) == [.wait(.milliseconds(100))])
        #expect(other.receive(.waited) == [.store(.restarted), .list(continuation: nil)])
    }

    @Test func `a server that is busy is asked again for the watch, not for the list`() {
        var watcher = watching()
        let busy = APIStatus(code: 429, reason: "TooManyRequests", message: "")

        _ = watcher.receive(.failed(.refused(busy)))

        #expect(watcher.receive(.waited) == [.watch(from: "10")])
    }

    @Test(arguments: 0..<50)
    func `whatever happens in whatever order, there is always one next thing to do`(seed: Int) {
        var generator = Seeded(state: UInt64(seed))
        var watcher = Watcher<Pod>()
        var onward = watcher.receive(.started)
        var current = Action.list(continuation: nil)
        for step in 0..<200 {
            let open = onward.filter { if case .store = $0 { false } else { true } }
            #expect(open.count <= 1)
            current = open.first ?? current
            onward = watcher.receive(input(for: current, step, &generator))
        }
    }

    private func input(
        for action: Action,
        _ step: Int,
        _ generator: inout Seeded
    ) -> Watcher<Pod>.Input {
        let luck = Int.random(in: 0..<10, using: &generator)
        switch action {
        case .wait: return .waited
        case .list:
            if luck < 3 { return .failed(luck == 0 ? .refused(expired) : cut) }
            let more = luck < 6 ? "more" : nil
            return .page(ListPage(objects: [], resourceVersion: "\(step)", continuation: more))
        case .watch, .watchWithInitialEvents, .store:
            switch luck {
            case 0: return .failed(cut)
            case 1: return .watchEnded
            case 2: return .event(.failed(expired))
            case 3: return .event(.added([:]))
            case 4: return .event(.bookmark(resourceVersion: "\(step)"))
            default: return .event(.modified(pod("a", "\(step)")))
            }
        }
    }
}

/// A generator whose numbers are the same for one seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
