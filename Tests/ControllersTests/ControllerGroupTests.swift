import Documents
import Kubernetes
import KubernetesClient
import Testing

@Suite(.timeLimit(.minutes(2)))
struct ControllerGroupTests {
    private func deployment(_ replicas: Int, image: String = "i:1") -> Deployment {
        var deployment = Deployment(name: "web", namespace: "default", labels: ["app": "web"])
        deployment.spec = [
            "replicas": .int(replicas), "selector": ["matchLabels": ["app": "web"]],
            "template": [
                "metadata": ["labels": ["app": "web"]],
                "spec": [
                    "containers": [
                        [
                            "name": "web", "image": .string(image),
                            "ports": [["name": "http", "containerPort": 9000]],
                        ]
                    ]
                ],
            ],
        ]
        return deployment
    }

    private let key = ObjectKey(namespace: "default", name: "web")

    private func isAvailable(_ cluster: TestCluster, _ replicas: Int) async throws -> Bool {
        let deployment = try await cluster.client.get(Deployment.self, key)
        return deployment.count("availableReplicas") == replicas
            && deployment.count("updatedReplicas") == replicas
            && deployment.count("replicas") == replicas
            && deployment.count("observedGeneration") == deployment.metadata.generation
    }

    private func setImage(_ image: String, _ cluster: TestCluster) async throws {
        let patch = JSONPatch([
            .replace(path: "/spec/template/spec/containers/0/image", value: .string(image))
        ])
        _ = try await cluster.client.patch(Deployment.self, key, .json(patch))
    }

    @Test func `a Deployment becomes running pods behind a Service`() async throws {
        let cluster = try await TestCluster()
        try await cluster.run {
            var service = Service(name: "web", namespace: "default")
            service.spec = [
                "selector": ["app": "web"],
                "ports": [["name": "http", "port": 80, "targetPort": "http"]],
            ]
            _ = try await cluster.client.create(service)
            _ = try await cluster.client.create(deployment(2))
            try await cluster.eventually { try await isAvailable(cluster, 2) }

            try await cluster.eventually {
                let endpoints = try await cluster.client.find(Endpoints.self, key)
                return endpoints?.json["subsets"]?[0]?["addresses"]?.elements.count == 2
            }
            let endpoints = try await cluster.client.get(Endpoints.self, key)
            #expect(endpoints.json["subsets"]?[0]?["ports"]?[0]?["port"] == 9000)
            let slices = try await cluster.client.list(EndpointSlice.self)
            #expect(slices.count == 1)
            let pods = try await cluster.pods()
            #expect(pods.allSatisfy { $0.nodeName == "this" })
            let sets = try await cluster.client.list(ReplicaSet.self)
            #expect(pods.allSatisfy { $0.metadata.controller?.uid == sets.first?.metadata.uid })
        }
    }

    @Test func `a new image replaces every pod, and the old ReplicaSet stays empty`() async throws {
        let cluster = try await TestCluster()
        try await cluster.run {
            _ = try await cluster.client.create(deployment(2))
            try await cluster.eventually { try await isAvailable(cluster, 2) }
            let before = Set(try await cluster.pods().map(\.metadata.uid))

            try await setImage("i:2", cluster)
            try await cluster.eventually {
                let pods = try await cluster.pods()
                return pods.count == 2 && pods.allSatisfy { !before.contains($0.metadata.uid) }
            }

            try await cluster.eventually { try await isAvailable(cluster, 2) }
            let sets = try await cluster.client.list(ReplicaSet.self)
            #expect(sets.map(\.replicas).sorted() == [0, 2])
            let deployment = try await cluster.client.get(Deployment.self, key)
            #expect(deployment.metadata.annotations["deployment.kubernetes.io/revision"] == "2")
        }
    }

    @Test func `an image that never runs leaves the old pod serving, and can be undone`()
        async throws
    {
        let cluster = try await TestCluster()
        try await cluster.run {
            _ = try await cluster.client.create(deployment(1))
            try await cluster.eventually { try await isAvailable(cluster, 1) }
            let serving = try await cluster.pods().map(\.name)

            try await setImage("broken", cluster)
            try await cluster.eventually { try await cluster.pods().count == 2 }
            #expect(try await cluster.pods().contains { $0.name == serving.first && $0.isReady })

            try await setImage("i:1", cluster)
            try await cluster.eventually { try await cluster.pods().map(\.name) == serving }
        }
    }

    @Test func `a pod that is deleted is made anew, and scaling adds and takes away`() async throws
    {
        let cluster = try await TestCluster()
        try await cluster.run {
            _ = try await cluster.client.create(deployment(1))
            try await cluster.eventually { try await isAvailable(cluster, 1) }
            let first = try #require(try await cluster.pods().first)
            try await cluster.client.delete(Pod.self, first.key)
            try await cluster.eventually {
                let pods = try await cluster.pods()
                return pods.count == 1 && pods[0].name != first.name
            }

            for replicas in [4, 1, 0] {
                let patch: JSON = ["spec": ["replicas": .int(replicas)]]
                _ = try await cluster.client.patch(Deployment.self, key, .merge(patch))
                try await cluster.eventually { try await cluster.pods().count == replicas }
                try await cluster.eventually { try await isAvailable(cluster, replicas) }
            }
        }
    }

    @Test(arguments: [DeleteOptions.Propagation.background, .foreground])
    func `what belongs to a Deployment goes with it`(
        propagation: DeleteOptions.Propagation
    ) async throws {
        let cluster = try await TestCluster()
        try await cluster.run {
            _ = try await cluster.client.create(deployment(2))
            try await cluster.eventually { try await isAvailable(cluster, 2) }

            try await cluster.client.delete(
                Deployment.self,
                key,
                options: DeleteOptions(propagation: propagation)
            )

            try await cluster.eventually { try await cluster.pods().isEmpty }
            try await cluster.eventually {
                guard try await cluster.client.list(ReplicaSet.self).isEmpty else { return false }
                return try await cluster.client.find(Deployment.self, key) == nil
            }
        }
    }

    @Test func `pods of a Deployment that orphans them are left alone`() async throws {
        let cluster = try await TestCluster()
        try await cluster.run {
            _ = try await cluster.client.create(deployment(1))
            try await cluster.eventually { try await isAvailable(cluster, 1) }

            try await cluster.client.delete(
                Deployment.self,
                key,
                options: DeleteOptions(propagation: .orphan)
            )
            let set = try #require(try await cluster.client.list(ReplicaSet.self).first)
            #expect(set.metadata.ownerReferences.isEmpty)
            // Made after the orphans were let go, so that the collector has looked at them by then.
            var marker = Pod(name: "marker", namespace: "default")
            marker.spec = ["containers": [["name": "c", "image": "i"]]]
            _ = try await cluster.client.create(marker)
            try await cluster.eventually {
                try await cluster.pods().contains { $0.name == "marker" && $0.isReady }
            }

            #expect(try await cluster.pods().count == 2)
        }
    }
}
