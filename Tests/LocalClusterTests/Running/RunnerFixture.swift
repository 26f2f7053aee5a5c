import APIServer
import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Logging
import Testing

@testable import LocalCluster

/// A node that runs real processes for an API server in memory.
struct RunnerFixture: Sendable {
    let scratch = ScratchDirectory()
    let client: APIClient
    let pods = ObjectStore<Pod>()
    let logs: PodLogs

    private let services = ObjectStore<Service>()
    private let settings: PodSettings

    /// Makes a node whose images are shell scripts by their names.
    init(scripts: [String: String], connects: Bool = true) async throws {
        let store = try VersionedStore(path: nil)
        let admin = Users.Account(
            user: User(name: "admin", groups: [User.masters]),
            token: "token"
        )
        let api = ClusterAPI(store: store, users: Users([admin]))
        try await api.prepare()
        client = APIClient(
            ClusterEndpoint(server: "https://127.0.0.1:1", credential: .token("token")),
            over: InProcessTransport(to: api)
        )
        let directory = try DataDirectory(at: scratch.path + "/data")
        logs = PodLogs(directory: directory.logs)
        settings = PodSettings(
            client: client,
            catalogue: ImageCatalogue(
                programs: "/nowhere",
                additions: scripts.map { name, script in
                    ImageCatalogue.Entry(
                        pattern: ImagePattern(text: "test/\(name):*"),
                        words: ["/bin/sh", "-c", script],
                        takesArguments: false,
                        isOwn: true
                    )
                }
            ),
            launcher: SubprocessLauncher(grace: .milliseconds(300)),
            prober: Prober(
                transport: InProcessTransport(to: ClosureHandler { _ in Response(.ok) }),
                connects: { _, _ in connects }
            ),
            forward: { _, _, _ in },
            logs: logs,
            ledger: ProcessLedger(path: directory.ledger),
            meter: ResourceMeter(),
            events: EventReporter(client, component: "kubelet", host: NodeAgent.nodeName),
            directory: directory,
            path: "/usr/bin:/bin",
            clock: ContinuousClock(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            drain: .zero
        )
    }

    /// Runs the node for as long as the body takes.
    func running(_ body: @Sendable @escaping () async throws -> Void) async throws {
        let agent = NodeAgent(
            pods: pods,
            services: services,
            addresses: PodAddresses(network: 250),
            settings
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await Reflector(client, into: pods).run() }
            group.addTask { await Reflector(client, into: services).run() }
            group.addTask { await agent.run() }
            try await body()
            group.cancelAll()
        }
    }

    /// Makes a pod of one container on the node.
    func makePod(_ name: String, image: String, _ extra: JSON = [:]) async throws -> Pod {
        var container: JSON = ["name": "c", "image": .string(image)]
        for (key, value) in extra.members { container[key] = value }
        var pod = Pod(name: name, namespace: "default")
        pod.spec = [
            "nodeName": .string(NodeAgent.nodeName), "terminationGracePeriodSeconds": 1,
            "containers": [container],
        ]
        return try await client.create(pod)
    }

    /// Waits until a pod meets a condition; `nil` stands for a pod that is gone.
    func pod(
        _ name: String,
        _ what: String,
        _ condition: @Sendable @escaping (Pod?) -> Bool
    ) async throws {
        let pods = pods
        let isMet = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await pods.filled()
                for await snapshot in await pods.snapshots() {
                    let key = ObjectKey(namespace: "default", name: name)
                    if condition(snapshot[key]) { return true }
                }
                return false
            }
            group.addTask {
                try? await ContinuousClock().sleep(for: .seconds(20))
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
        let last = await pods.objects.values.map { $0.status.text() }
        try #require(isMet, "\(what); the pods are \(last)")
    }

    /// The reasons of the events about a pod, sorted.
    func reasons(of pod: Pod) async throws -> Set<String> {
        let events = try await client.list(Event.self, ListQuery(namespace: "default"))
        return Set(
            events.filter { $0.involvedObject["uid"]?.string == pod.metadata.uid }.map(\.reason)
        )
    }
}
