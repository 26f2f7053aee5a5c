import Documents
import HTTP
import HTTPTypes
import Kubernetes

@testable import APIServer

/// An API on a store in memory, and who asks it.
struct TestCluster {
    let api: ClusterAPI
    let store: VersionedStore

    static let users = Users([
        Users.Account(user: User(name: "admin", groups: [User.masters]), token: "admin"),
        Users.Account(
            user: User(name: "viewer", uid: "viewer-uid", groups: ["viewers"]),
            token: "viewer",
            rules: [
                AccessRule(
                    verbs: ["get", "list", "watch"],
                    resources: [
                        "namespaces", "pods", "pods/log", "services", "events", "deployments",
                        "replicasets", "endpointslices", "seldondeployments",
                    ]
                )
            ]
        ),
        Users.Account(
            user: User(name: "developer", groups: ["developers"]),
            token: "developer",
            rules: [AccessRule(verbs: ["*"], namespace: "models")]
        ),
        Users.Account(user: User(name: "nobody"), token: "nobody"),
        Users.Account(user: User(name: "limited"), token: "limited"),
    ])

    init(
        path: String? = nil,
        namespaces: [String] = ["models"],
        pods: PodBackend = .none,
        admission: [Admission] = [],
        clock: any Clock<Duration> = ContinuousClock()
    ) async throws {
        store = try VersionedStore(path: path)
        api = ClusterAPI(
            store: store,
            users: TestCluster.users,
            pods: pods,
            admission: admission,
            clock: clock
        )
        try await api.prepare()
        for name in namespaces {
            try await create("/api/v1/namespaces", Namespace(name: name).json)
        }
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String = "",
        type: String = "application/json",
        accept: String = "application/json",
        as token: String? = "admin",
        agent: String = "tests/1.0"
    ) async throws -> Response {
        var fields: HTTPFields = [.contentType: type, .accept: accept, .userAgent: agent]
        if let token { fields[.authorization] = "Bearer \(token)" }
        let request = try Request(
            method,
            url: "https://127.0.0.1:6443" + path,
            fields: fields,
            body: .text(body)
        )
        return await api.respond(to: request)
    }

    /// The document of an answer.
    func json(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String = "",
        type: String = "application/json",
        accept: String = "application/json",
        as token: String? = "admin"
    ) async throws -> (status: Int, json: JSON) {
        let response = try await send(
            method,
            path,
            body,
            type: type,
            accept: accept,
            as: token
        )
        let bytes = try await response.body.collected(upTo: 64 << 20)
        return (response.status, try JSON(parsing: bytes))
    }

    @discardableResult
    func create(_ path: String, _ object: JSON) async throws -> JSON {
        let (status, json) = try await json(.post, path, object.text())
        guard status == 201 else { throw APIStatus(json: json) ?? .internalError(json.text()) }
        return json
    }

    func get(_ path: String) async throws -> JSON { try await json(.get, path).json }
}

/// Objects for tests.
enum Sample {
    static let deployments = "/apis/apps/v1/namespaces/models/deployments"
    static let graphs = "/apis/machinelearning.seldon.io/v1/namespaces/models/seldondeployments"
    static let pods = "/api/v1/namespaces/models/pods"
    static let services = "/api/v1/namespaces/models/services"

    static func configMap(_ name: String, labels: [String: String] = [:]) -> JSON {
        [
            "apiVersion": "v1", "kind": "ConfigMap",
            "metadata": ["name": .string(name), "labels": .strings(labels)], "data": ["a": "1"],
        ]
    }

    static func pod(_ name: String, containers: [String] = ["main"], node: String? = nil) -> JSON {
        var spec: JSON = [
            "containers": .array(
                containers.map {
                    ["name": .string($0), "image": .string("example.invalid/\($0):1")]
                }
            )
        ]
        if let node { spec["nodeName"] = .string(node) }
        return [
            "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name)], "spec": spec,
        ]
    }

    static func deployment(_ name: String, replicas: Int? = nil) -> JSON {
        var spec: JSON = [
            "selector": ["matchLabels": ["app": .string(name)]],
            "template": [
                "metadata": ["labels": ["app": .string(name)]],
                "spec": ["containers": [["name": "main", "image": "example.invalid/main:1"]]],
            ],
        ]
        if let replicas { spec["replicas"] = .int(replicas) }
        return [
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": .string(name)],
            "spec": spec,
        ]
    }

    static func graph(_ name: String) -> JSON {
        [
            "apiVersion": "machinelearning.seldon.io/v1", "kind": "SeldonDeployment",
            "metadata": ["name": .string(name)],
            "spec": [
                "predictors": [
                    [
                        "name": "main", "replicas": 1, "traffic": 100,
                        "graph": [
                            "name": "classifier", "implementation": "SKLEARN_SERVER",
                            "modelUri": "gs://seldon-models/v1.18.2/sklearn/iris",
                        ],
                    ]
                ]
            ],
        ]
    }
}
