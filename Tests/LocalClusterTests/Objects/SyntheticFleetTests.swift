import APIServer
import HTTP
import Kubernetes
import KubernetesClient
import Testing

@testable import LocalCluster

/// A big cluster's objects, made by the API's own rules.
struct SyntheticFleetTests {
    @Test func `a fleet has the pods and deployments that were asked for, and is made once`()
        async throws
    {
        let user = User(name: "admin", groups: [User.masters])
        let store = try VersionedStore(path: nil)
        let users = Users([Users.Account(user: user, token: "admin")])
        let api = ClusterAPI(store: store, users: users)
        try await api.prepare()
        let client = APIClient(
            ClusterEndpoint(server: "https://127.0.0.1:1", credential: .token("admin")),
            over: InProcessTransport(to: api)
        )
        let fleet = SyntheticFleet(pods: 40, seldonPods: 15, deployments: 4)

        try await fleet.plant(with: client)
        try await fleet.plant(with: client)

        let all: [Pod] = try await client.list()
        #expect(all.count == 40)
        #expect(all.allSatisfy { $0.isReady })
        let labels = LabelSelector([.exists("seldon-deployment-id")])
        let seldon: [Pod] = try await client.list(Pod.self, ListQuery(labels: labels))
        #expect(seldon.count == 15)
        let deployments: [Deployment] = try await client.list()
        #expect(deployments.map(\.replicas).reduce(0, +) == 15)
        let routes: [VirtualService] = try await client.list()
        #expect(routes.count == 4)
    }
}
