import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Synchronization
import Testing

/// A server of pods that can be told to cut its watches and to forget its past.
private final class PodServer: Sendable {
    private struct State {
        var version = 1
        var pods: [String: JSON] = [:]
        var watches: [Int: ByteStream.Continuation] = [:]
        var lists = 0
        var oldest = 0
        var isDown = false
    }

    private let state = Mutex(State())

    var lists: Int { state.withLock(\.lists) }
    var watchCount: Int { state.withLock { $0.watches.count } }

    func put(_ name: String) {
        state.withLock { state in
            state.version += 1
            let isNew = state.pods[name] == nil
            let pod: JSON = [
                "metadata": [
                    "name": .string(name), "namespace": "default",
                    "resourceVersion": .string("\(state.version)"),
                ]
            ]
            state.pods[name] = pod
            let event: JSON = ["type": isNew ? "ADDED" : "MODIFIED", "object": pod]
            for watch in state.watches.values { watch.yield(event.bytes() + [0x0A]) }
        }
    }

    /// Ends all watches, and with `forgetting` deletes a pod and all memory of the past.
    func cut(forgetting: Bool) {
        let ended = state.withLock { state in
            defer { state.watches = [:] }
            if forgetting {
                state.pods["a"] = nil
                state.version += 1
                state.oldest = state.version
            }
            return Array(state.watches.values)
        }
        for watch in ended { watch.finish() }
    }

    /// Breaks all watches as a connection that is lost does, and answers nobody any more.
    func breakOff() {
        let broken = state.withLock { state in
            defer { state.watches = [:] }
            state.isDown = true
            return Array(state.watches.values)
        }
        let loss = HTTPError.interrupted(url: "http://test", reason: "reset")
        for watch in broken { watch.finish(throwing: loss) }
    }

    func respond(_ request: Request) -> Response {
        state.withLock { state in
            if state.isDown { return Response(.serviceUnavailable) }
            guard request.query["watch"] == "true" else {
                state.lists += 1
                let list: JSON = [
                    "metadata": ["resourceVersion": .string("\(state.version)")],
                    "items": .array(Array(state.pods.values)),
                ]
                return Response(.ok, body: .bytes(list.bytes()))
            }
            let (stream, continuation) = ByteStream.makeStream()
            let from = Int(request.query["resourceVersion"] ?? "") ?? 0
            if from < state.oldest {
                let expired = APIStatus(code: 410, reason: "Expired", message: "too old")
                let event: JSON = ["type": "ERROR", "object": expired.json]
                continuation.yield(event.bytes() + [0x0A])
                continuation.finish()
            } else {
                let id = state.version * 1000 + state.watches.count
                state.watches[id] = continuation
                continuation.onTermination = { _ in
                    self.state.withLock { $0.watches[id] = nil }
                }
            }
            return Response(.ok, body: .stream(stream))
        }
    }
}

@Suite(.timeLimit(.minutes(1)))
struct ReflectorTests {
    private let server = PodServer()
    private let store = ObjectStore<Pod>()

    private func reflector() -> Reflector<Pod> {
        let server = server
        let client = APIClient(
            ClusterEndpoint(server: "http://test"),
            over: InProcessTransport(to: ClosureHandler { server.respond($0) })
        )
        return Reflector(client, into: store)
    }

    private func wait(for names: [String]) async {
        for await pods in await store.snapshots() where pods.keys.map(\.name).sorted() == names {
            return
        }
    }

    @Test func `the store follows the server through cuts and expiry`() async {
        server.put("a")
        await withTaskGroup { group in
            group.addTask { await reflector().run() }
            await wait(for: ["a"])
            server.put("b")
            await wait(for: ["a", "b"])

            server.cut(forgetting: false)
            server.put("c")
            await eventually { server.watchCount == 1 }
            server.put("d")
            await eventually { await store.objects.keys.contains { $0.name == "d" } }

            server.cut(forgetting: true)
            await wait(for: ["b", "c", "d"])

            group.cancelAll()
        }
        await eventually { server.watchCount == 0 }
    }

    @Test func `a quiet watch that breaks leaves data of that moment, not of its last event`() async
    {
        server.put("a")
        await withTaskGroup { group in
            group.addTask { await reflector().run() }
            await eventually { server.watchCount == 1 }
            let before = Timestamp.now

            server.breakOff()

            await eventually { (await store.state.lastSuccess).map { $0 >= before } ?? false }
            group.cancelAll()
        }
    }

    @Test func `a server that refuses is told to the store with the next try`() async throws {
        let status = APIStatus(code: 403, reason: "Forbidden", message: "pods is forbidden")
        let client = APIClient(
            ClusterEndpoint(server: "http://test"),
            over: InProcessTransport(
                to: ClosureHandler { _ in Response(.forbidden, body: .bytes(status.json.bytes())) }
            )
        )
        await withTaskGroup { group in
            group.addTask { await Reflector(client, into: store).run() }
            await eventually { await store.state.nextTry != nil }
            group.cancelAll()
        }

        let state = await store.state
        #expect(state.problem?.message == "pods is forbidden")
        #expect(!state.isCurrent)
    }
}

/// Waits until something holds, for a minute at most.
func eventually(
    _ condition: () async -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
) async {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(60)
    while clock.now < deadline {
        if await condition() { return }
        await Task.yield()
        try? await clock.sleep(for: .milliseconds(2))
    }
    Issue.record("it never became true", sourceLocation: sourceLocation)
}
