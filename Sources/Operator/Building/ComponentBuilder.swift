import Documents
import Kubernetes
import Seldon

/// Makes the Deployment of one component.
struct ComponentBuilder {
    private let builder: PredictorBuilder
    private let component: ComponentSpec
    private let index: Int

    /// Takes the component at an index of a predictor.
    init(_ builder: PredictorBuilder, _ component: ComponentSpec, _ index: Int) {
        self.builder = builder
        self.component = component
        self.index = index
    }

    /// No pod goes before its successor is ready.
    static let strategy: JSON = [
        "type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": 0, "maxSurge": "25%"],
    ]

    /// How Prometheus finds the metrics of a pod.
    static let scrapeAnnotations = [
        "prometheus.io/scrape": "true", "prometheus.io/path": "/prometheus",
    ]

    /// What every pod has that does not say otherwise.
    static let podDefaults: JSON = [
        "restartPolicy": "Always", "dnsPolicy": "ClusterFirst",
        "schedulerName": "default-scheduler", "securityContext": [:],
        "terminationGracePeriodSeconds": 20,
    ]

    /// The file by which components learn the annotations of their pod.
    static let podInfo: JSON = [
        "name": "seldon-podinfo",
        "downwardAPI": [
            "defaultMode": 420,
            "items": [
                [
                    "path": "annotations",
                    "fieldRef": ["apiVersion": "v1", "fieldPath": "metadata.annotations"],
                ]
            ],
        ],
    ]

    private var predictor: PredictorSpec { builder.predictor }

    private var name: String { builder.names.component(component, at: index, of: predictor) }

    /// The units whose containers are in this component.
    private var units: [PredictiveUnit] {
        component.containers.compactMap { predictor.graph.unit(named: $0.name) }
    }

    private var holdsOrchestrator: Bool {
        builder.takesRequests(index) && !predictor.hasNoOrchestrator
    }

    /// The Deployment.
    var deployment: Deployment {
        var result = Deployment(
            name: name,
            namespace: builder.names.namespace,
            labels: labels
        )
        if holdsOrchestrator { result.metadata.labels[SeldonLabel.containsOrchestrator] = "true" }
        result.metadata.annotations = annotations
        result.metadata.ownerReferences = [OwnerReference(controller: builder.deployment)]
        result.spec = [
            "selector": ["matchLabels": .strings(selector)],
            "strategy": Self.strategy,
            "template": [
                "metadata": [
                    "labels": .strings(labels),
                    "annotations": .strings(
                        annotations.merging(Self.scrapeAnnotations) { own, _ in own }
                    ),
                ],
                "spec": podSpec,
            ],
        ]
        let replicas =
            component.replicas ?? predictor.replicas ?? builder.deployment.replicas
        if let replicas, !component.isScaledAutomatically {
            result.spec["replicas"] = .int(replicas)
        }
        if let seconds = predictor.progressDeadlineSeconds {
            result.spec["progressDeadlineSeconds"] = .int(seconds)
        }
        return result
    }

    private var annotations: [String: String] {
        builder.deployment.annotations
            .merging(predictor.annotations) { $1 }
            .merging(component.annotations) { $1 }
    }

    private var selector: [String: String] {
        var selector = [SeldonLabel.deploymentID: builder.names.id]
        for unit in units {
            selector[SeldonLabel.service(ofContainer: unit.name)] =
                builder.names.service(ofContainer: unit.name, in: predictor)
        }
        if builder.takesRequests(index) { selector[SeldonLabel.app] = builder.key }
        return selector
    }

    private var labels: [String: String] {
        var labels = component.labels.merging(predictor.labels) { $1 }
        labels.merge(selector) { $1 }
        labels["app"] = name
        labels["fluentd"] = "true"
        labels[SeldonLabel.managedBy] = SeldonLabel.manager
        for unit in units {
            if let kind = SeldonLabel.kind(of: unit.type) { labels[kind] = "true" }
        }
        if predictor.isShadow { labels[SeldonLabel.shadow] = "true" }
        return labels
    }

    private var podSpec: JSON {
        var spec = component.json["spec"] ?? .object([:])
        for (key, value) in Self.podDefaults.members where spec[key] == nil { spec[key] = value }
        var containers = component.containers.map { container in
            predictor.graph.unit(named: container.name).map {
                UnitContainer(builder, $0, container).json
            } ?? container.json
        }
        if holdsOrchestrator { containers.append(OrchestratorContainer(builder).json) }
        spec["containers"] = .array(containers)
        let initializers = units.compactMap(ModelInitializer.init)
        if !initializers.isEmpty {
            let own = spec["initContainers"]?.elements ?? []
            spec["initContainers"] = .array(own + initializers.map(\.json))
        }
        let volumes = (spec["volumes"]?.elements ?? []) + initializers.map(\.volume)
        if !volumes.isEmpty { spec["volumes"] = .array(volumes) }
        if !volumes.contains(where: { $0["name"] == "seldon-podinfo" }) {
            spec["volumes"] = .array(volumes + [Self.podInfo])
        }
        return spec
    }
}
