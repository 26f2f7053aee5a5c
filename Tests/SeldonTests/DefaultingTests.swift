import Documents
import Kubernetes
import Seldon
import Testing

struct DefaultingTests {
    @Test func `the check reader gets its ports, hosts and label`() throws {
        let deployment = try Manifests.deployment(Manifests.checksReader).defaulted()

        let main = try #require(deployment.predictor(named: "main"))
        #expect(main.labels == ["version": "main"])
        let detection = main.graph.endpoint
        #expect(detection.host == "localhost")
        #expect([detection.port, detection.httpPort, detection.grpcPort] == [9000, 9000, 9500])
        let recognition = main.graph.children[0].endpoint
        #expect(
            recognition.host == "checks-reader-main-recognition-infer.default.svc.cluster.local"
        )
        #expect([recognition.httpPort, recognition.grpcPort] == [9001, 9501])
        #expect(main.container(named: "detection-infer")?.port(named: "metrics") == 6000)
        #expect(main.container(named: "recognition-infer")?.port(named: "metrics") == 6001)
        let container = try #require(main.container(named: "recognition-infer"))
        #expect(container.json["imagePullPolicy"] == "IfNotPresent")
        #expect(container.json["volumeMounts"]?[0]?["mountPath"] == "/etc/podinfo")
    }

    @Test func `a container has the same ports in all predictors, but metrics of its own`() {
        let deployment = Manifests.simple([["traffic": 50], ["traffic": 50]]).defaulted()

        let containers = deployment.predictors.compactMap { $0.container(named: "classifier") }
        #expect(containers.map { $0.port(named: "http") } == [9000, 9000])
        #expect(containers.map { $0.port(named: "metrics") } == [6000, 6001])
    }

    @Test func `containers that are no nodes use up a number and stay as they are`() {
        let components: JSON = [
            [
                "spec": [
                    "containers": [
                        ["name": "helper", "image": "h"], ["name": "classifier", "image": "i"],
                    ]
                ]
            ]
        ]
        let deployment = Manifests.simple([["componentSpecs": components]]).defaulted()

        let predictor = deployment.predictors[0]
        #expect(predictor.container(named: "classifier")?.port(named: "http") == 9001)
        #expect(predictor.container(named: "helper")?.json["ports"] == nil)
        #expect(predictor.graph.endpoint.httpPort == 9001)
    }

    @Test func `a port the author chose wins, and gRPC is preferred where asked for`() {
        let ports: JSON = [["name": "http", "containerPort": 7777]]
        let components: JSON = [
            ["spec": ["containers": [["name": "classifier", "image": "i", "ports": ports]]]]
        ]
        let deployment = Manifests.simple(
            [["componentSpecs": components]],
            spec: ["transport": "grpc"]
        ).defaulted()

        let endpoint = deployment.predictors[0].graph.endpoint
        #expect([endpoint.port, endpoint.httpPort, endpoint.grpcPort] == [9500, 7777, 9500])
    }

    @Test func `types are filled in as the operator does`() {
        func type(_ graph: JSON) -> UnitType? {
            Manifests.simple([["graph": graph]]).defaulted().predictors[0].graph.type
        }

        #expect(type(["name": "classifier"]) == .model)
        #expect(type(["name": "classifier", "methods": ["ROUTE"]]) == nil)
        #expect(type(["name": "ab", "implementation": "RANDOM_ABTEST"]) == nil)
        #expect(
            type(["name": "s", "implementation": "SKLEARN_SERVER", "type": "ROUTER"]) == .model
        )
    }

    @Test func `with the orchestrator in its own pod no host is local`() {
        let deployment = Manifests.simple(
            [[:]],
            spec: ["annotations": ["seldon.io/engine-separate-pod": "true"]]
        ).defaulted()

        #expect(
            deployment.predictors[0].graph.endpoint.host
                == "iris-p0-classifier.models.svc.cluster.local"
        )
    }

    @Test func `what the orchestrator is told does not change with traffic and replicas`() throws {
        let one = Manifests.simple([["traffic": 100, "replicas": 1]]).defaulted().predictors[0]
        let two = Manifests.simple([["traffic": 20, "replicas": 5]]).defaulted().predictors[0]

        #expect(one.engineValue == two.engineValue)
        let back = try PredictorSpec(engineValue: one.engineValue)
        #expect(back.graph == one.graph)
        #expect(throws: SeldonError.self) { try PredictorSpec(engineValue: "%%%") }
    }
}
