import Documents
import Kubernetes
import KubernetesClient
import Seldon
import Testing

@Suite(.timeLimit(.minutes(2)))
struct SeldonOperatorTests {
    private let key = ObjectKey(namespace: "default", name: "checks-reader")

    private func state(_ cluster: TestCluster) async throws -> DeploymentState? {
        try await cluster.client.get(SeldonDeployment.self, key).state
    }

    private func weights(_ cluster: TestCluster) async throws -> [Int] {
        let rule = try await cluster.client.find(VirtualService.self, key)
        return (rule?.spec["http"]?[0]?["route"]?.elements ?? []).map { $0["weight"]?.int ?? -1 }
    }

    private func deployments(_ cluster: TestCluster) async throws -> [Deployment] {
        try await cluster.client.list(Deployment.self).sorted { $0.name < $1.name }
    }

    private func replace(_ deployment: SeldonDeployment, _ cluster: TestCluster) async throws {
        var current = try await cluster.client.get(SeldonDeployment.self, key)
        current.spec = deployment.spec
        _ = try await cluster.client.patch(
            SeldonDeployment.self,
            key,
            .merge(["spec": deployment.spec])
        )
    }

    @Test func `the check reader becomes available, and then the mesh hears of it`() async throws {
        let cluster = try await TestCluster()
        cluster.progress.set("checks-reader-main-1-recognition-infer", .waiting)
        try await cluster.run {
            _ = try await cluster.client.create(Manifests.checksReader())
            try await cluster.eventually { try await state(cluster) == .creating }
            try await cluster.eventually {
                try await deployments(cluster).contains { $0.count("readyReplicas") == 1 }
            }
            #expect(try await weights(cluster) == [])

            cluster.progress.set("checks-reader-main-1-recognition-infer", .ready)
            try await cluster.eventually { try await state(cluster) == .available }

            #expect(try await weights(cluster) == [0])
            let resource = try await cluster.client.get(SeldonDeployment.self, key)
            #expect(resource.conditions.allSatisfy { $0.status == "True" })
            #expect(
                resource.status["address"]?["url"]
                    == "http://checks-reader-main.default.svc.cluster.local:8000/api/v1.0/predictions"
            )
            #expect(
                resource.status["deploymentStatus"]?["checks-reader-main-0-detection-infer"]
                    == ["replicas": 1, "availableReplicas": 1]
            )
            #expect(
                resource.status["serviceStatus"]?["checks-reader-main"]?["grpcEndpoint"]
                    == "checks-reader-main.default:5001"
            )
            let reasons = try await cluster.client.list(Event.self).map(\.reason)
            #expect(reasons.count { $0 == "CreateDeployment" } == 2)
            #expect(reasons.count { $0 == "CreateService" } == 3)
            #expect(reasons.contains("CreateVirtualService"))
        }
    }

    @Test func `a shift of traffic reaches the mesh and restarts nothing`() async throws {
        let cluster = try await TestCluster()
        try await cluster.run {
            _ = try await cluster.client.create(Manifests.withCanary(main: 80, canary: 20))
            try await cluster.eventually { try await weights(cluster) == [80, 20] }
            try await cluster.eventually { try await state(cluster) == .available }
            let before = try await deployments(cluster).map(\.metadata.generation)

            let resource = try await cluster.client.get(SeldonDeployment.self, key)
            let split = try TrafficSplit(resource).setting(["canary": 50])
            _ = try await cluster.client.patch(SeldonDeployment.self, key, .json(split.patch))

            try await cluster.eventually { try await weights(cluster) == [50, 50] }
            #expect(try await deployments(cluster).map(\.metadata.generation) == before)
        }
    }

    @Test func `while a canary does not start, weights stay, until it is taken out`() async throws {
        let cluster = try await TestCluster()
        try await cluster.run {
            _ = try await cluster.client.create(Manifests.checksReader())
            try await cluster.eventually { try await weights(cluster) == [0] }

            cluster.progress.set("checks-reader-canary-0-detection-infer", .waiting)
            try await replace(Manifests.withCanary(main: 90, canary: 10), cluster)
            try await cluster.eventually { try await deployments(cluster).count == 4 }
            try await cluster.eventually { try await state(cluster) == .creating }
            #expect(try await weights(cluster) == [0])

            try await replace(Manifests.checksReader(), cluster)
            try await cluster.eventually { try await deployments(cluster).count == 2 }
            try await cluster.eventually { try await state(cluster) == .available }
            try await cluster.eventually {
                let services = try await cluster.client.list(Service.self).map(\.name)
                return !services.contains { $0.contains("canary") }
            }
        }
    }

    @Test func `an image changes the Deployment of its component and no other`() async throws {
        let cluster = try await TestCluster()
        try await cluster.run {
            _ = try await cluster.client.create(Manifests.checksReader())
            try await cluster.eventually { try await state(cluster) == .available }

            var changed = Manifests.checksReader()
            changed.predictors[0].componentSpecs[1].containers[0].json["image"] = "other:2"
            try await replace(changed, cluster)

            try await cluster.eventually {
                try await deployments(cluster).map(\.metadata.generation) == [1, 2]
            }
            try await cluster.eventually { try await state(cluster) == .available }
            #expect(try await deployments(cluster).map(\.metadata.generation) == [1, 2])
        }
    }

    @Test func `a component with a new name replaces the old one when it is ready`() async throws {
        let cluster = try await TestCluster()
        try await cluster.run {
            _ = try await cluster.client.create(Manifests.checksReader())
            try await cluster.eventually { try await state(cluster) == .available }

            cluster.progress.set("checks-reader-main-1-reader", .waiting)
            var changed = Manifests.checksReader()
            changed.predictors[0].componentSpecs[1].json["metadata"] = ["name": "reader"]
            try await replace(changed, cluster)
            try await cluster.eventually { try await deployments(cluster).count == 3 }
            try await cluster.eventually { try await state(cluster) == .creating }

            cluster.progress.set("checks-reader-main-1-reader", .ready)
            try await cluster.eventually {
                try await deployments(cluster).map(\.name) == [
                    "checks-reader-main-0-detection-infer", "checks-reader-main-1-reader",
                ]
            }
        }
    }

    @Test func `stuck and serving nobody is Failed`() async throws {
        let cluster = try await TestCluster()
        cluster.progress.set("checks-reader-main-0-detection-infer", .stuck)
        try await cluster.run {
            _ = try await cluster.client.create(Manifests.checksReader())
            try await cluster.eventually { try await state(cluster) == .failed }

            let resource = try await cluster.client.get(SeldonDeployment.self, key)
            #expect(
                resource.stateDescription
                    == "Deployment is no longer progressing and not available."
            )
        }
    }

    @Test func `what cannot be made is Failed with the reason`() async throws {
        let cluster = try await TestCluster()
        try await cluster.run {
            var deployment = Manifests.checksReader()
            deployment.predictors[0].json["graph"] = [
                "name": "iris", "implementation": "TRITON_SERVER", "modelUri": "gs://x",
            ]
            _ = try await cluster.client.create(deployment)
            try await cluster.eventually { try await state(cluster) == .failed }

            let resource = try await cluster.client.get(SeldonDeployment.self, key)
            #expect(resource.stateDescription.contains("TRITON_SERVER"))
        }
    }

    @Test func `weights that do not add up are refused by the API server`() async throws {
        let cluster = try await TestCluster()

        let error = await #expect(throws: ClientError.self) {
            try await cluster.client.create(Manifests.withCanary(main: 80, canary: 30))
        }

        #expect(error?.status?.code == 422)
        #expect(error?.status?.causes.map(\.field) == ["spec"])
    }
}
