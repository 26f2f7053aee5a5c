import Documents
import Kubernetes
import Seldon

/// A SeldonDeployment of one model that serves, with the Deployment and the route that an operator
/// makes for it.
struct SyntheticGraph: Sendable {
    private let name: String
    private let replicas: Int

    /// Makes one of many.
    init(_ index: Int, replicas: Int) {
        name = SyntheticGraph.name(index)
        self.replicas = replicas
    }

    /// The name of one of many.
    static func name(_ index: Int) -> String { "graph-\(index)" }

    /// All objects, with their kinds.
    var objects: [(ResourceKind, JSON)] {
        [
            (.seldonDeployment, resource), (.deployment, deployment),
            (.virtualService, virtualService),
        ]
    }

    private var workload: String { "\(name)-main-0-classifier" }

    private var service: String { "\(name)-main" }

    private var containers: JSON {
        [["name": "classifier", "image": "registry.example/classifier:1.18.2"]]
    }

    private func metadata(_ objectName: String) -> JSON {
        [
            "name": .string(objectName), "namespace": .string(SyntheticFleet.namespace),
            "labels": .strings([
                SeldonLabel.deploymentID: name, SeldonLabel.managedBy: SeldonLabel.manager,
            ]),
        ]
    }

    private func condition(_ type: String) -> JSON {
        ["type": .string(type), "status": "True", "lastTransitionTime": "2026-11-20T08:00:00Z"]
    }

    private var resource: JSON {
        let counts: JSON = [
            "replicas": .int(replicas), "availableReplicas": .int(replicas),
        ]
        return [
            "apiVersion": "machinelearning.seldon.io/v1", "kind": "SeldonDeployment",
            "metadata": metadata(name),
            "spec": [
                "name": .string(name),
                "predictors": [
                    [
                        "name": "main", "replicas": .int(replicas), "traffic": 100,
                        "graph": ["name": "classifier", "type": "MODEL", "children": []],
                        "componentSpecs": [["spec": ["containers": containers]]],
                    ]
                ],
            ],
            "status": [
                "state": "Available", "replicas": .int(replicas),
                "deploymentStatus": .object([workload: counts]),
                "conditions": ["DeploymentsReady", "Ready", "ServicesReady"].map(condition).json,
            ],
        ]
    }

    private var deployment: JSON {
        let labels: JSON = .strings(["app": workload, SeldonLabel.app: service])
        return [
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata(workload),
            "spec": [
                "replicas": .int(replicas), "selector": ["matchLabels": labels],
                "template": ["metadata": ["labels": labels], "spec": ["containers": containers]],
            ],
            "status": [
                "replicas": .int(replicas), "readyReplicas": .int(replicas),
                "updatedReplicas": .int(replicas), "availableReplicas": .int(replicas),
                "observedGeneration": 1,
                "conditions": ["Available", "Progressing"].map(condition).json,
            ],
        ]
    }

    private var virtualService: JSON {
        let destination: JSON = [
            "host": .string("\(service).\(SyntheticFleet.namespace).svc.cluster.local"),
            "subset": .string(service), "port": ["number": 8000],
        ]
        return [
            "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
            "metadata": metadata("\(name)-http"),
            "spec": [
                "hosts": ["*"], "gateways": ["istio-system/seldon-gateway"],
                "http": [
                    [
                        "match": [
                            [
                                "uri": [
                                    "prefix": .string(
                                        "/seldon/\(SyntheticFleet.namespace)/\(name)/"
                                    )
                                ]
                            ]
                        ],
                        "route": [["destination": destination, "weight": 100]],
                    ]
                ],
            ],
        ]
    }
}

extension [JSON] {
    fileprivate var json: JSON { .array(self) }
}
