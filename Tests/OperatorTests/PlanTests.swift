import Documents
import Kubernetes
import Seldon
import Testing

@testable import Operator

struct PlanTests {
    private func plan(_ deployment: SeldonDeployment) throws -> ResourcePlan {
        var deployment = deployment
        deployment.metadata.uid = "u"
        return try ResourcePlan(for: deployment, OperatorSettings())
    }

    @Test func `the article's graph becomes two Deployments and three Services`() throws {
        let plan = try plan(Manifests.checksReader())

        #expect(
            plan.deployments.map(\.name) == [
                "checks-reader-main-0-detection-infer", "checks-reader-main-1-recognition-infer",
            ]
        )
        #expect(
            plan.services.map(\.name) == [
                "checks-reader-main", "checks-reader-main-detection-infer",
                "checks-reader-main-recognition-infer",
            ]
        )
        #expect(plan.deployments.allSatisfy { $0.metadata.controller?.uid == "u" })
        #expect(plan.deployments.allSatisfy { $0.replicas == 1 })
    }

    @Test func `labels and selectors are Seldon's`() throws {
        let deployment = try plan(Manifests.checksReader()).deployments[0]

        let selector = [
            "seldon-deployment-id": "checks-reader", "seldon-app": "checks-reader-main",
            "seldon-app-svc-detection-infer": "checks-reader-main-detection-infer",
        ]
        #expect(deployment.selector == LabelSelector(matching: selector))
        let template = deployment.template["metadata"]?["labels"]?.strings ?? [:]
        #expect(
            template
                == selector.merging([
                    "app": "checks-reader-main-0-detection-infer", "version": "main",
                    "fluentd": "true", "app.kubernetes.io/managed-by": "seldon-core",
                    "seldon.io/model": "true",
                ]) { $1 }
        )
        #expect(
            deployment.metadata.labels["seldon-deployment-contains-svcorch"] == "true"
        )
        #expect(
            deployment.template["metadata"]?["annotations"]?.strings == [
                "prometheus.io/scrape": "true", "prometheus.io/path": "/prometheus",
                "deployment_version": "v1",
            ]
        )
        #expect(deployment.spec["strategy"]?["rollingUpdate"]?["maxUnavailable"] == 0)
    }

    @Test func `a component has its environment in Seldon's order, its own first`() throws {
        let deployment = try plan(Manifests.checksReader()).deployments[0]
        let containers = deployment.template["spec"]?["containers"]?.elements ?? []
        let container = Container(json: containers[0])

        #expect(
            container.environment.map { "\($0.name)=\($0.value)" } == [
                "SERVICE_TYPE=MODEL", "PREDICTIVE_UNIT_SERVICE_PORT=9000",
                "PREDICTIVE_UNIT_HTTP_SERVICE_PORT=9000", "MLSERVER_HTTP_PORT=9000",
                "PREDICTIVE_UNIT_GRPC_SERVICE_PORT=9500", "MLSERVER_GRPC_PORT=9500",
                "PREDICTIVE_UNIT_PARAMETERS="
                    + #"[{"name":"prefix_name","value":"TDServing","type":"STRING"}]"#,
                "PREDICTIVE_UNIT_ID=detection-infer", "MLSERVER_MODEL_NAME=detection-infer",
                "PREDICTIVE_UNIT_IMAGE=boundlessview/detection-infer:latest",
                "PREDICTOR_ID=main", #"PREDICTOR_LABELS={"version":"main"}"#,
                "SELDON_DEPLOYMENT_ID=checks-reader", "SELDON_EXECUTOR_ENABLED=true",
                "PREDICTIVE_UNIT_METRICS_SERVICE_PORT=6000",
                "PREDICTIVE_UNIT_METRICS_ENDPOINT=/prometheus", "MLSERVER_METRICS_PORT=6000",
                "MLSERVER_METRICS_ENDPOINT=/prometheus",
            ]
        )
        #expect(container.json["readinessProbe"]?["tcpSocket"]?["port"] == 9000)
        #expect(container.json["readinessProbe"]?["initialDelaySeconds"] == 20)
        #expect(container.json["livenessProbe"]?["initialDelaySeconds"] == 60)
        #expect(container.json["lifecycle"]?["preStop"] != nil)
    }

    @Test func `the orchestrator stands in the first component only`() throws {
        let deployments = try plan(Manifests.checksReader()).deployments
        let names = deployments.map { deployment in
            (deployment.template["spec"]?["containers"]?.elements ?? []).map {
                Container(json: $0).name
            }
        }

        #expect(names == [["detection-infer", "seldon-container-engine"], ["recognition-infer"]])
        let engine = Container(
            json: deployments[0].template["spec"]?["containers"]?[1] ?? .null
        )
        #expect(engine.image == "seldonio/seldon-core-executor:1.18.2")
        #expect(
            engine.args.joined(separator: " ")
                == "--sdep checks-reader --namespace default --predictor main --http_port 8000 "
                + "--grpc_port 5001 --protocol seldon --transport rest "
                + "--prometheus_path /prometheus --server_type rpc --log_work_buffer_size 10000 "
                + "--log_write_timeout_ms 2000 --full_health_checks=false"
        )
        #expect([engine.port(named: "http"), engine.port(named: "metrics")] == [8000, 8000])
        #expect(engine.port(named: "grpc") == 5001)
        let value = try #require(engine.environment.first { $0.name == "ENGINE_PREDICTOR" }).value
        let predictor = try PredictorSpec(engineValue: value)
        #expect(
            predictor.graph.children[0].endpoint.host
                == "checks-reader-main-recognition-infer.default.svc.cluster.local"
        )
    }

    @Test func `Services select by Seldon's labels and have the components' ports`() throws {
        let services = try plan(Manifests.checksReader()).services

        #expect(services[0].selector == ["seldon-app": "checks-reader-main"])
        #expect(services[0].ports.map(\.port) == [8000, 5001])
        #expect(
            services[2].selector == [
                "seldon-app-svc-recognition-infer": "checks-reader-main-recognition-infer"
            ]
        )
        #expect(services[2].ports.map(\.port) == [9001, 9501])
    }

    @Test func `the mesh splits by weight, over HTTP and gRPC`() throws {
        let plan = try plan(Manifests.withCanary(main: 80, canary: 20))

        let http = plan.virtualService.spec["http"]?.elements ?? []
        #expect(http.count == 2)
        #expect(http[0]["match"]?[0]?["uri"]?["prefix"] == "/seldon/default/checks-reader/")
        #expect(http[0]["rewrite"]?["uri"] == "/")
        let routes = http[0]["route"]?.elements ?? []
        #expect(routes.map { $0["weight"]?.int } == [80, 20])
        #expect(
            routes.map { $0["destination"]?["host"]?.string } == [
                "checks-reader-main.default.svc.cluster.local",
                "checks-reader-canary.default.svc.cluster.local",
            ]
        )
        #expect(routes.map { $0["destination"]?["subset"]?.string } == ["main", "canary"])
        #expect(http[1]["route"]?[0]?["destination"]?["port"]?["number"] == 5001)
        #expect(http[1]["match"]?[0]?["headers"]?["seldon"]?["exact"] == "checks-reader")
        #expect(
            plan.destinationRules.map { $0.spec["subsets"]?[0]?["labels"]?["version"]?.string }
                == ["main", "canary"]
        )
    }

    @Test func `a shadow is mirrored, not routed to`() throws {
        let plan = try plan(Manifests.withCanary(main: 100, canary: 30, shadow: true))

        let http = plan.virtualService.spec["http"]?[0]
        #expect(http?["route"]?.elements.count == 1)
        #expect(http?["mirror"]?["subset"] == "canary")
        #expect(http?["mirrorPercentage"]?["value"] == 30)
    }

    @Test func `an orchestrator in a pod of its own leaves the components alone`() throws {
        var deployment = Manifests.checksReader()
        deployment.spec["annotations"] = ["seldon.io/engine-separate-pod": "true"]

        let deployments = try plan(deployment).deployments

        #expect(deployments.map(\.name).last == "checks-reader-main-svc-orch")
        #expect(deployments[2].metadata.labels["seldon-deployment-id"] == "checks-reader-main")
        #expect(deployments[0].metadata.labels["seldon-app"] == nil)
        #expect(deployments[0].template["spec"]?["containers"]?.elements.count == 1)
    }

    @Test func `without an orchestrator the Service goes to the container`() throws {
        var deployment = Manifests.checksReader()
        var predictor = deployment.predictors[0]
        predictor.json["annotations"] = ["seldon.io/no-engine": "true"]
        predictor.graph.children = []
        predictor.componentSpecs.removeLast()
        deployment.predictors = [predictor]

        let plan = try plan(deployment)

        #expect(plan.services[0].ports.map(\.targetPort) == [9000, 9500])
        #expect(plan.deployments[0].metadata.labels["seldon-app"] == "checks-reader-main")
        #expect(plan.deployments[0].template["spec"]?["containers"]?.elements.count == 1)
    }

    @Test func `a server that only Seldon has is refused with its name`() throws {
        var deployment = Manifests.checksReader()
        var predictor = deployment.predictors[0]
        predictor.json["graph"] = [
            "name": "iris", "implementation": "TRITON_SERVER", "modelUri": "gs://x",
        ]
        deployment.predictors = [predictor]

        #expect(
            throws: OperatorError.unsupportedServer(unit: "iris", server: "TRITON_SERVER")
        ) { try plan(deployment) }
    }

    @Test func `a server that Seldon brings along gets its container and its model`() throws {
        var deployment = Manifests.checksReader()
        deployment.spec["protocol"] = "v2"
        var predictor = deployment.predictors[0]
        predictor.json["componentSpecs"] = nil
        predictor.json["graph"] = [
            "name": "iris", "implementation": "SKLEARN_SERVER", "modelUri": "file:///models/iris",
        ]
        deployment.predictors = [predictor]

        let spec = try plan(deployment).deployments[0].template["spec"]
        let container = spec?["containers"]?[0]
        #expect(container?["name"] == "iris")
        #expect(container?["image"]?.string?.hasPrefix("seldonio/mlserver:") == true)
        var variables: [String: String] = [:]
        for entry in container?["env"]?.elements ?? [] {
            variables[entry["name"]?.string ?? ""] = entry["value"]?.string
        }
        #expect(variables["MLSERVER_MODEL_IMPLEMENTATION"] == "mlserver_sklearn.SKLearnModel")
        #expect(variables["MLSERVER_MODEL_URI"] == "/mnt/models")
        #expect(variables["MLSERVER_MODEL_NAME"] == "iris")
        let initializer = spec?["initContainers"]?[0]
        #expect(initializer?["name"] == "iris-model-initializer")
        #expect(initializer?["args"] == ["file:///models/iris", "/mnt/models"])
        #expect(
            spec?["volumes"]?.elements.contains { $0["name"] == "iris-provision-location" } == true
        )
    }

    @Test func `what the author chose is kept, and replicas go from the specific to the general`()
        throws
    {
        var deployment = Manifests.checksReader()
        deployment.spec["replicas"] = 5
        var predictor = deployment.predictors[0]
        predictor.json["replicas"] = 3
        predictor.componentSpecs[0].json["replicas"] = 2
        predictor.componentSpecs[0].json["spec"]?["terminationGracePeriodSeconds"] = 3
        deployment.predictors = [predictor]

        let deployments = try plan(deployment).deployments

        #expect(deployments.map(\.replicas) == [2, 3])
        let seconds = deployments.map { $0.template["spec"]?["terminationGracePeriodSeconds"]?.int }
        #expect(seconds == [3, 20])
    }

    @Test func `an image that changes elsewhere does not change the orchestrator's pod`() throws {
        let before = try plan(Manifests.checksReader()).deployments
        var changed = Manifests.checksReader()
        changed.predictors[0].componentSpecs[1].containers[0].json["image"] =
            "boundlessview/recognition-infer:v2"
        let after = try plan(changed).deployments

        let kept = ObjectWriter.merged(after[0], onto: before[0])
        #expect(kept.template == before[0].template)
        #expect(ObjectWriter.merged(after[1], onto: before[1]).template != before[1].template)

        var regrown = Manifests.checksReader()
        regrown.predictors[0].graph.children[0].json["type"] = "OUTPUT_TRANSFORMER"
        let other = try plan(regrown).deployments
        #expect(ObjectWriter.merged(other[0], onto: before[0]).template != before[0].template)
    }

    @Test func `a restart that was asked for outlives the next look`() throws {
        let wanted = try plan(Manifests.checksReader()).deployments[0]
        var existing = wanted
        existing.spec["template"]?["metadata"]?["annotations"]?[
            "kubectl.kubernetes.io/restartedAt"
        ] = "now"
        existing.metadata.annotations["deployment.kubernetes.io/revision"] = "4"

        #expect(ObjectWriter.merged(wanted, onto: existing) == existing)
    }
}
