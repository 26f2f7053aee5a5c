import APIServer
import Controllers
import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Synchronization
import Testing

/// An API server in memory with the controllers, and something that says of each pod that it runs.
final class TestCluster: Sendable {
    let client: APIClient
    /// What each container is said to use, in thousandths of a core.
    let usage = Dial()
    private let kubelet: Kubelet

    init() async throws {
        let users = Users([
            Users.Account(
                user: User(name: "admin"),
                token: "admin",
                rules: [AccessRule(verbs: ["*"])]
            )
        ])
        let usage = usage
        let pods = PodBackend(
            address: { _, _ in nil },
            log: { _ in .empty },
            transport: InProcessTransport(to: ClosureHandler { _ in Response(.ok) }),
            usage: { _, _ in
                [ContainerUsage(container: "web", milliCPU: usage.value, memory: 1 << 20)]
            }
        )
        let api = ClusterAPI(store: try VersionedStore(path: nil), users: users, pods: pods)
        try await api.prepare()
        client = APIClient(
            ClusterEndpoint(server: "https://test", credential: .token("admin")),
            over: InProcessTransport(to: api)
        )
        kubelet = Kubelet(client: client)
        var node = Node(name: "this")
        node = try await client.create(node)
        node.status = ["conditions": [["type": "Ready", "status": "True"]]]
        _ = try await client.update(node, subresource: "status")
    }

    /// Runs the controllers for as long as `body` does.
    func run(_ body: () async throws -> Void) async throws {
        let client = client
        let kubelet = kubelet
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await ControllerGroup(client).run() }
            group.addTask { await kubelet.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    /// Waits until something holds, for a minute at most.
    func eventually(
        _ condition: () async throws -> Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(60)
        while clock.now < deadline {
            if try await condition() { return }
            try await clock.sleep(for: .milliseconds(5))
        }
        Issue.record("it never became true", sourceLocation: sourceLocation)
    }

    func pods() async throws -> [Pod] {
        try await client.list(Pod.self, ListQuery(namespace: "default"))
    }
}

/// A number that a test sets and the cluster reads.
final class Dial: Sendable {
    private let state = Mutex(0)

    var value: Int { state.withLock { $0 } }

    func set(_ value: Int) { state.withLock { $0 = value } }
}

/// Stands in for what runs pods: each that has a node is ready at once, unless its image is `broken`.
private struct Kubelet: Reconciler {
    let client: APIClient

    func run() async {
        let pods = ObjectStore<Pod>()
        let loop = ControlLoop("kubelet", self, triggers: [.changes(of: pods) { [$0.key] }])
        await withDiscardingTaskGroup { group in
            group.addTask { await Reflector(client, into: pods).run() }
            group.addTask { await loop.run() }
        }
    }

    func reconcile(_ key: ObjectKey) async throws -> Duration? {
        guard let pod = try await client.find(Pod.self, key), pod.nodeName != nil else {
            return nil
        }
        if pod.metadata.deletionTimestamp != nil {
            try await client.delete(Pod.self, key, options: DeleteOptions(gracePeriodSeconds: 0))
            return nil
        }
        if pod.isReady || pod.containers.contains(where: { $0.image == "broken" }) { return nil }
        var running = pod
        running.status["phase"] = "Running"
        running.status["podIP"] = "127.77.0.1"
        running.status["startTime"] = .string(Timestamp.now.description)
        running.status["conditions"] = [["type": "Ready", "status": "True"]]
        _ = try await client.update(running, subresource: "status")
        return nil
    }
}
