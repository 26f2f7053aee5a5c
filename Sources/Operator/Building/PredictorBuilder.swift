import Documents
import Kubernetes
import Seldon

/// Makes the Deployments and Services of one predictor.
struct PredictorBuilder {
    let deployment: SeldonDeployment
    let predictor: PredictorSpec
    let settings: OperatorSettings
    let names: ObjectNames

    /// Takes a predictor of a resource that has its defaults.
    init(
        _ deployment: SeldonDeployment,
        _ predictor: PredictorSpec,
        _ settings: OperatorSettings
    ) {
        self.deployment = deployment
        self.predictor = predictor
        self.settings = settings
        names = deployment.names
    }

    /// The name of the predictor's Service, which is also the value of the label `seldon-app`.
    var key: String { names.service(of: predictor) }

    /// Whether the orchestrator has a pod of its own: it was asked for, or there is no component
    /// that it could be added to.
    var hasSeparateOrchestrator: Bool {
        if predictor.hasNoOrchestrator { return false }
        return deployment.hasSeparateOrchestrator || predictor.componentSpecs.isEmpty
    }

    /// Whether the component at an index takes the requests of the predictor: the first does.
    func takesRequests(_ index: Int) -> Bool { index == 0 && !hasSeparateOrchestrator }

    /// One Deployment a component, and one for the orchestrator where it is by itself.
    var deployments: [Deployment] {
        let components = predictor.componentSpecs.enumerated().map { index, component in
            ComponentBuilder(self, component, index).deployment
        }
        return components + (hasSeparateOrchestrator ? [separateOrchestrator] : [])
    }

    /// What scales the Deployments of the components, and keeps their pods.
    var scalings: [ScalingBuilder] {
        predictor.componentSpecs.enumerated().map { index, component in
            ScalingBuilder(
                component,
                ComponentBuilder(self, component, index).deployment,
                id: names.id
            )
        }
    }

    private var separateOrchestrator: Deployment {
        let name = names.orchestrator(of: predictor)
        let labels = [
            SeldonLabel.app: key, SeldonLabel.deploymentID: key, "app": name,
            SeldonLabel.version: predictor.labels[SeldonLabel.version] ?? predictor.name,
            "fluentd": "true",
        ]
        var result = Deployment(name: name, namespace: names.namespace, labels: labels)
        result.metadata.labels[SeldonLabel.containsOrchestrator] = "true"
        result.metadata.ownerReferences = [OwnerReference(controller: deployment)]
        var spec = ComponentBuilder.podDefaults
        spec["containers"] = [OrchestratorContainer(self).json]
        spec["volumes"] = [ComponentBuilder.podInfo]
        spec["serviceAccountName"] = "default"
        result.spec = [
            "selector": [
                "matchLabels": .strings([
                    SeldonLabel.app: key, SeldonLabel.deploymentID: key,
                ])
            ],
            "strategy": ComponentBuilder.strategy,
            "template": [
                "metadata": [
                    "labels": .strings(labels),
                    "annotations": .strings(ComponentBuilder.scrapeAnnotations),
                ],
                "spec": spec,
            ],
        ]
        let replicas =
            predictor.orchestrator["replicas"]?.int ?? predictor.replicas ?? deployment.replicas
        if let replicas { result.spec["replicas"] = .int(replicas) }
        return result
    }

    /// The predictor's Service and one for each container of the graph.
    var services: [Service] {
        [predictorService] + predictor.graph.all.compactMap(containerService)
    }

    private var predictorService: Service {
        var service = service(named: key, labels: [SeldonLabel.app: key])
        var ports = [(name: "http", port: 8000, target: 8000), ("grpc", 5001, 5001)]
        if predictor.hasNoOrchestrator {
            let endpoint = predictor.graph.endpoint
            ports = [("http", 8000, endpoint.httpPort), ("grpc", 5001, endpoint.grpcPort)]
        }
        service.spec = [
            "type": "ClusterIP", "selector": .strings([SeldonLabel.app: key]),
            "ports": .array(ports.map(Self.port)),
        ]
        if let headless = deployment.annotation("seldon.io/headless-svc"), headless != "false" {
            service.spec["clusterIP"] = "None"
        }
        return service
    }

    private func containerService(of unit: PredictiveUnit) -> Service? {
        guard predictor.container(named: unit.name) != nil else { return nil }
        let name = names.service(ofContainer: unit.name, in: predictor)
        let label = SeldonLabel.service(ofContainer: unit.name)
        var labels = [SeldonLabel.app: key, label: name]
        if let kind = SeldonLabel.kind(of: unit.type) { labels[kind] = "true" }
        if predictor.isShadow { labels[SeldonLabel.shadow] = "true" }
        var service = service(named: name, labels: labels)
        let endpoint = unit.endpoint
        service.spec = [
            "type": "ClusterIP", "selector": .strings([label: name]),
            "ports": .array([
                Self.port(("http", endpoint.httpPort, endpoint.httpPort)),
                Self.port(("grpc", endpoint.grpcPort, endpoint.grpcPort)),
            ]),
        ]
        return service
    }

    private func service(named name: String, labels: [String: String]) -> Service {
        var labels = labels
        labels[SeldonLabel.deploymentID] = names.id
        labels[SeldonLabel.managedBy] = SeldonLabel.manager
        var service = Service(name: name, namespace: names.namespace, labels: labels)
        service.metadata.annotations = predictor.annotations
        service.metadata.ownerReferences = [OwnerReference(controller: deployment)]
        return service
    }

    private static func port(_ port: (name: String, port: Int, target: Int)) -> JSON {
        [
            "name": .string(port.name), "port": .int(port.port), "targetPort": .int(port.target),
            "protocol": "TCP",
        ]
    }
}
