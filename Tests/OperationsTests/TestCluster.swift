import APIServer
import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Operations
import Seldon
import Synchronization

/// The embedded API server in this process, without a socket, and what acts on it.
struct TestCluster {
    let client: APIClient
    let operations: ClusterOperations
    private let transport: InProcessTransport
    /// What orchestrators and the gateway answer.
    let backend = FakeBackend()

    init() async throws {
        let backend = backend
        let users = Users([
            Users.Account(user: User(name: "admin", groups: [User.masters]), token: "admin"),
            Users.Account(
                user: User(name: "viewer"),
                token: "viewer",
                rules: [AccessRule(verbs: ["get", "list", "watch"], namespace: "default")]
            ),
        ])
        let transport = InProcessTransport(to: ClosureHandler { await backend.respond(to: $0) })
        let api = ClusterAPI(
            store: try VersionedStore(path: nil),
            users: users,
            pods: PodBackend(
                address: { _, _ in "127.77.0.1" },
                log: { _ in .text("first\nsecond\n") },
                transport: transport
            ),
            admission: []
        )
        try await api.prepare()
        let endpoint = ClusterEndpoint(
            server: "https://127.0.0.1:6443",
            credential: .token("admin"),
            context: "test"
        )
        self.transport = InProcessTransport(to: api)
        client = APIClient(endpoint, over: self.transport)
        operations = ClusterOperations(client, web: transport, gateway: "http://gateway/")
    }

    /// The same cluster behind a transport that gets in the way.
    func disturbedClient(through wrap: (any HTTPTransport) -> any HTTPTransport) -> APIClient {
        APIClient(client.endpoint, over: wrap(transport))
    }

    static let key = ObjectKey(namespace: "default", name: "checks")

    /// A deployment of two predictors with one node, everything below it as the operator makes it.
    @discardableResult
    func seed(
        main: Int = 80,
        canary: Int = 20,
        canaryIsReady: Bool = true
    ) async throws
        -> SeldonDeployment
    {
        let resource = try await client.create(
            SeldonDeployment(json: Self.manifest(main: main, canary: canary))
        )
        try await seed(predictor: "main", of: resource, isReady: true)
        try await seed(predictor: "canary", of: resource, isReady: canaryIsReady)
        try await route(main: main, canary: canary, owner: resource)
        return resource
    }

    static func manifest(main: Int = 80, canary: Int = 20) -> JSON {
        func predictor(_ name: String, _ traffic: Int) -> JSON {
            [
                "name": .string(name), "traffic": .int(traffic), "replicas": 1,
                "graph": ["name": "reader", "type": "MODEL", "children": []],
                "componentSpecs": [
                    ["spec": ["containers": [["name": "reader", "image": "example.invalid/r:1"]]]]
                ],
            ]
        }
        return [
            "apiVersion": "machinelearning.seldon.io/v1", "kind": "SeldonDeployment",
            "metadata": ["name": "checks", "namespace": "default"],
            "spec": [
                "name": "checks",
                "predictors": [predictor("main", main), predictor("canary", canary)],
            ],
        ]
    }

    private func seed(predictor: String, of resource: SeldonDeployment, isReady: Bool) async throws
    {
        let name = "checks-\(predictor)-0-reader"
        let labels: JSON = [
            "seldon-deployment-id": "checks", "seldon-app": .string("checks-\(predictor)"),
            "app": .string(name),
        ]
        let containers: JSON = [
            ["name": "reader", "image": "example.invalid/r:1"],
            [
                "name": "seldon-container-engine", "image": "example.invalid/e:1",
                "args": [
                    "--sdep", "checks", "--namespace", "default", "--predictor",
                    .string(predictor), "--http_port", "8000", "--prometheus_path=/prometheus",
                ],
            ],
        ]
        var workload = Deployment(json: [
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": ["name": .string(name), "namespace": "default", "labels": labels],
            "spec": [
                "replicas": 1, "selector": ["matchLabels": ["app": .string(name)]],
                "template": ["metadata": ["labels": labels], "spec": ["containers": containers]],
            ],
        ])
        workload.metadata.ownerReferences = [OwnerReference(controller: resource)]
        workload = try await client.create(workload)
        workload.status = [
            "replicas": 1, "updatedReplicas": 1, "readyReplicas": .int(isReady ? 1 : 0),
            "observedGeneration": .int(workload.metadata.generation),
        ]
        _ = try await client.update(workload, subresource: "status")

        var labelled = labels
        labelled["pod-template-hash"] = "77bbf985fb"
        var pod = Pod(json: [
            "apiVersion": "v1", "kind": "Pod",
            "metadata": [
                "name": .string(name + "-77bbf985fb-4kztc"), "namespace": "default",
                "labels": labelled,
                "ownerReferences": [
                    [
                        "apiVersion": "apps/v1", "kind": "ReplicaSet",
                        "name": .string(name + "-77bbf985fb"), "uid": "rs", "controller": true,
                    ]
                ],
            ],
            "spec": ["containers": containers, "nodeName": "local"],
        ])
        pod = try await client.create(pod)
        let waiting: JSON = ["waiting": ["reason": "CrashLoopBackOff"]]
        pod.status = [
            "phase": "Running",
            "conditions": [["type": "Ready", "status": .string(isReady ? "True" : "False")]],
            "containerStatuses": [
                [
                    "name": "reader", "ready": .bool(isReady), "restartCount": isReady ? 0 : 4,
                    "image": "r", "imageID": "", "state": isReady ? ["running": [:]] : waiting,
                    "lastState": isReady ? [:] : ["terminated": ["exitCode": 3]],
                ],
                [
                    "name": "seldon-container-engine", "ready": true, "restartCount": 0,
                    "image": "e", "imageID": "", "state": ["running": [:]],
                ],
            ],
        ]
        _ = try await client.update(pod, subresource: "status")
    }

    /// Routes weights, as the operator does.
    func route(main: Int, canary: Int, owner: SeldonDeployment) async throws {
        func destination(_ name: String, _ weight: Int) -> JSON {
            [
                "destination": [
                    "host": .string("checks-\(name).default.svc.cluster.local"),
                    "subset": .string(name), "port": ["number": 8000],
                ],
                "weight": .int(weight),
            ]
        }
        let http: JSON = [
            ["route": [destination("main", main), destination("canary", canary)]]
        ]
        if var old = try await client.find(VirtualService.self, Self.key) {
            old.spec["http"] = http
            _ = try await client.update(old)
            return
        }
        var route = VirtualService(name: "checks", namespace: "default")
        route.spec = ["hosts": ["*"], "http": http]
        route.metadata.ownerReferences = [OwnerReference(controller: owner)]
        _ = try await client.create(route)
    }

    func session(as user: String = "admin") -> ClusterSession {
        var endpoint = client.endpoint
        endpoint.credential = .token(user)
        return ClusterSession(
            APIClient(endpoint, over: transport),
            scope: .all,
            labels: ClusterSession.Labels(context: "test", cluster: "c", user: "admin"),
            interval: .milliseconds(50)
        )
    }

    /// The first snapshot of a session that meets a condition; `nil` when none did in 30 s.
    func snapshot(
        as user: String = "admin",
        where isMet: @escaping @Sendable (ClusterSnapshot) -> Bool
    ) async -> ClusterSnapshot? {
        await session(as: user).first(where: isMet)
    }
}

/// What answers in the place of orchestrators and of the gateway.
final class FakeBackend: Sendable {
    private let requests = Mutex(0)
    private let paths = Mutex<[String]>([])
    private let answer = Mutex(Response(.ok, type: "application/json", body: .text("{}")))

    func setAnswer(_ response: Response) { answer.withLock { $0 = response } }

    /// What was asked, but for metrics.
    var asked: [String] { paths.withLock { $0 } }

    func respond(to request: Request) async -> Response {
        guard request.path.hasSuffix("/prometheus") else {
            paths.withLock { $0.append(request.url) }
            return answer.withLock { $0 }
        }
        // Each look finds ten requests more, one in ten of them failed.
        let count = requests.withLock { count in
            count += 1
            return count
        }
        let server = "seldon_api_executor_server_requests_seconds"
        let client = "seldon_api_executor_client_requests_seconds"
        var text = ""
        for (name, labels, total) in [
            (server, #"service="predictions",code="200""#, count * 9),
            (server, #"service="predictions",code="500""#, count),
            (client, #"model_name="reader",service="/predict",code="200""#, count * 10),
        ] {
            text += """
                \(name)_bucket{\(labels),le="0.1"} \(total)
                \(name)_bucket{\(labels),le="+Inf"} \(total)
                \(name)_sum{\(labels)} \(total)
                \(name)_count{\(labels)} \(total)

                """
        }
        return Response(.ok, type: "text/plain", body: .text(text))
    }
}

extension ClusterSession {
    /// Runs the session until a snapshot meets a condition; `nil` when none did in 30 s.
    func first(
        where isMet: @escaping @Sendable (ClusterSnapshot) -> Bool
    ) async -> ClusterSnapshot? {
        await withTaskGroup(of: ClusterSnapshot?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                await self.run()
                return nil
            }
            group.addTask {
                for await snapshot in await self.snapshots() where isMet(snapshot) {
                    return snapshot
                }
                return nil
            }
            group.addTask {
                try? await ContinuousClock().sleep(for: .seconds(30))
                return nil
            }
            return await group.next() ?? nil
        }
    }
}
