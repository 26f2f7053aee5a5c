import APIServer
import Documents
import HTTP
import Kubernetes
import KubernetesClient
import Operator
import Seldon
import Synchronization
import Testing

/// An API server in memory with the operator, and something that says how Deployments get on.
struct TestCluster {
    let client: APIClient
    let progress = Progress()

    init() async throws {
        let users = Users([
            Users.Account(
                user: User(name: "admin"),
                token: "admin",
                rules: [AccessRule(verbs: ["*"])]
            )
        ])
        let api = ClusterAPI(
            store: try VersionedStore(path: nil),
            users: users,
            admission: [SeldonDeployment.admission]
        )
        try await api.prepare()
        client = APIClient(
            ClusterEndpoint(server: "https://test", credential: .token("admin")),
            over: InProcessTransport(to: api)
        )
    }

    /// Runs the operator for as long as `body` does.
    func run(_ body: () async throws -> Void) async throws {
        let client = client
        let work = DeploymentStatus(client: client, progress: progress)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await SeldonOperator(client).run() }
            group.addTask { await work.run() }
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
}

/// How the Deployments of a test get on.
final class Progress: Sendable {
    /// What is said of a Deployment.
    enum State { case ready, waiting, stuck }

    private let states = Mutex<[String: State]>([:])

    func set(_ name: String, _ state: State) { states.withLock { $0[name] = state } }

    func state(_ name: String) -> State { states.withLock { $0[name] ?? .ready } }
}

/// Stands in for the controllers: writes the status of Deployments.
private struct DeploymentStatus: Reconciler {
    let client: APIClient
    let progress: Progress

    func run() async {
        let store = ObjectStore<Deployment>()
        let loop = ControlLoop("status", self, triggers: [.changes(of: store) { [$0.key] }])
        await withDiscardingTaskGroup { group in
            group.addTask { await Reflector(client, into: store).run() }
            group.addTask { await loop.run() }
        }
    }

    func reconcile(_ key: ObjectKey) async throws -> Duration? {
        guard var deployment = try await client.find(Deployment.self, key) else { return nil }
        let count = JSON.int(deployment.replicas)
        var status: JSON = [
            "observedGeneration": .int(deployment.metadata.generation), "replicas": count,
            "updatedReplicas": count,
        ]
        let state = progress.state(key.name)
        if state == .ready {
            status["readyReplicas"] = count
            status["availableReplicas"] = count
        } else {
            status["unavailableReplicas"] = count
        }
        status["conditions"] = [
            [
                "type": "Available", "status": state == .ready ? "True" : "False",
                "reason": state == .ready
                    ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            ],
            ["type": "Progressing", "status": state == .stuck ? "False" : "True"],
        ]
        if deployment.status != status {
            deployment.status = status
            _ = try await client.update(deployment, subresource: "status")
        }
        // A test may change its mind about a Deployment that nobody touches.
        return .milliseconds(20)
    }
}
