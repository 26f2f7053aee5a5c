import APIServer
import Documents
import Glibc
import HTTP
import Kubernetes
import KubernetesClient
import Testing

@testable import LocalCluster

/// From a manifest to processes and back, all parts together.
struct EmbeddedClusterTests {
    private let deployment: JSON = [
        "apiVersion": "machinelearning.seldon.io/v1", "kind": "SeldonDeployment",
        "metadata": ["name": "echo", "namespace": "default"],
        "spec": [
            "predictors": [
                predictor("main", traffic: 80), predictor("canary", traffic: 20),
            ]
        ],
    ]

    private static func predictor(_ name: String, traffic: Int) -> JSON {
        let container: JSON = ["name": "echo", "image": .string("test/echo:\(name)")]
        return [
            "name": .string(name), "traffic": .int(traffic),
            "componentSpecs": [["spec": ["containers": [container]]]],
            "graph": ["name": "echo", "type": "MODEL"],
        ]
    }

    @Test func `a deployment ends in running processes and answers through the gateway`()
        async throws
    {
        let cluster = ClusterFixture()

        try await cluster.running(applying: deployment) {
            let pods: [Pod] = try await cluster.client().list()
            #expect(pods.count == 2)
            #expect(pods.allSatisfy { $0.isReady })
            let answer = try await cluster.ask("/seldon/default/echo/api/v1.0/predictions")
            #expect(answer.status == 200)
            #expect(answer.body.bytes == Array("\"/api/v1.0/predictions\"".utf8))
        }

        let directory = try DataDirectory(at: cluster.scratch.path + "/data")
        #expect(ClusterMark.bearers(of: directory).isEmpty)
    }

    @Test func `the next start serves what was applied, in the same pods`() async throws {
        let cluster = ClusterFixture()
        try await cluster.running(applying: deployment) {}

        try await cluster.running {
            let pods: [Pod] = try await cluster.client().list()
            #expect(pods.count == 2)
            #expect(pods.allSatisfy { $0.restarts == 2 })
            let answer = try await cluster.ask("/seldon/default/echo/api/v1.0/predictions")
            #expect(answer.status == 200)
        }
    }

    @Test func `the ingress is published with the gateway's address`() async throws {
        let cluster = ClusterFixture()

        try await cluster.running {
            let key = ObjectKey(namespace: "istio-system", name: "istio-ingressgateway")
            let service = try await cluster.client().get(Service.self, key)
            #expect(service.ports.map(\.port) == [7002])
            let ingress = service.status["loadBalancer"]?["ingress"]?[0]
            #expect(ingress?["ip"] == "127.0.0.1")
            let node = try await cluster.client().get(
                Node.self,
                ObjectKey(namespace: "", name: "radiant")
            )
            #expect(node.status["conditions"]?[0]?["status"] == "True")
        }
    }

    @Test func `files of the cluster are its owner's alone`() async throws {
        let cluster = ClusterFixture()

        try await cluster.running(applying: deployment) {
            let folder = cluster.scratch.path + "/data"
            for name in PrivateFile.names(in: folder) {
                var status = stat()
                #expect(lstat("\(folder)/\(name)", &status) == 0)
                #expect(status.st_mode & 0o077 == 0, "\(name)")
            }
        }
    }

    @Test func `the viewer sees pods, no Secrets, and changes nothing`() async throws {
        let cluster = ClusterFixture()

        try await cluster.running {
            let users = try UsersFile(in: DataDirectory(at: cluster.scratch.path + "/data"))
            let viewer = try #require(users.accounts.first { $0.user.name == "viewer" }?.token)
            let admin = try cluster.client()
            var endpoint = admin.endpoint
            endpoint.credential = .token(viewer)
            let client = try cluster.client(at: endpoint)
            _ = try await client.list(Pod.self)
            await #expect(throws: ClientError.self) {
                _ = try await client.page(of: .secret)
            }
            await #expect(throws: ClientError.self) {
                _ = try await client.create(Namespace(name: "mine"))
            }
            endpoint.credential = .token("guessed")
            let stranger = try cluster.client(at: endpoint)
            await #expect(throws: ClientError.self) { _ = try await stranger.list(Pod.self) }
        }
    }
}
