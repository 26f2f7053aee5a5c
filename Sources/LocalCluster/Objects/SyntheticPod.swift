import Documents
import Kubernetes
import Seldon

/// A running pod as a big cluster has it, with all that a kubelet says about it.
struct SyntheticPod: Sendable {
    private let index: Int
    private let base: String
    private let namespace: String
    private let labels: [String: String]
    private let containers: [String]

    /// A pod of something that is not Seldon's.
    init(_ index: Int, application: String, in namespace: String) {
        self.index = index
        base = application
        self.namespace = namespace
        labels = [
            "app": application, "app.kubernetes.io/name": application,
            "app.kubernetes.io/managed-by": "Helm", "pod-template-hash": "5fcf4dc868",
        ]
        containers = ["main"]
    }

    /// A pod of a SeldonDeployment.
    init(_ index: Int, of deployment: String) {
        self.index = index
        base = "\(deployment)-main-0-classifier"
        namespace = SyntheticFleet.namespace
        labels = [
            "app": base, "fluentd": "true", "pod-template-hash": "5fcf4dc868",
            SeldonLabel.managedBy: SeldonLabel.manager, SeldonLabel.deploymentID: deployment,
            SeldonLabel.app: "\(deployment)-main", SeldonLabel.version: "main",
        ]
        containers = ["classifier", "seldon-container-engine"]
    }

    /// Namespace and name.
    var key: ObjectKey {
        ObjectKey(namespace: namespace, name: "\(base)-5fcf4dc868-\(index)")
    }

    /// The pod as a document.
    var json: JSON {
        [
            "apiVersion": "v1", "kind": "Pod",
            "metadata": [
                "name": .string(key.name), "namespace": .string(namespace),
                "generateName": .string("\(base)-5fcf4dc868-"), "labels": .strings(labels),
                "annotations": [
                    "prometheus.io/path": "/prometheus", "prometheus.io/scrape": "true",
                ],
            ],
            "spec": [
                "nodeName": .string("node-\(index % 50)"), "serviceAccountName": "default",
                "containers": .array(containers.map(container)),
                "volumes": [["name": "podinfo", "emptyDir": [:]]],
                "tolerations": [
                    [
                        "key": "node.kubernetes.io/not-ready", "operator": "Exists",
                        "effect": "NoExecute", "tolerationSeconds": 300,
                    ],
                    [
                        "key": "node.kubernetes.io/unreachable", "operator": "Exists",
                        "effect": "NoExecute", "tolerationSeconds": 300,
                    ],
                ],
            ],
            "status": status,
        ]
    }

    private func container(_ name: String) -> JSON {
        [
            "name": .string(name), "image": .string("registry.example/\(name):1.18.2"),
            "env": [
                ["name": "PREDICTIVE_UNIT_SERVICE_PORT", "value": "9000"],
                ["name": "PREDICTIVE_UNIT_ID", "value": .string(name)],
                ["name": "PREDICTOR_ID", "value": "main"],
            ],
            "ports": [
                ["name": "http", "containerPort": 8000, "protocol": "TCP"],
                ["name": "grpc", "containerPort": 5001, "protocol": "TCP"],
            ],
            "resources": ["requests": ["cpu": "100m", "memory": "128Mi"]],
            "readinessProbe": ["httpGet": ["path": "/ready", "port": 8000]],
            "volumeMounts": [["name": "podinfo", "mountPath": "/etc/podinfo"]],
        ]
    }

    private var status: JSON {
        let start: JSON = "2026-11-20T08:00:00Z"
        let address = "10.\(index >> 16 & 255).\(index >> 8 & 255).\(index & 255)"
        let types = [
            "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled",
        ]
        return [
            "phase": "Running", "hostIP": "192.0.2.10", "hostIPs": [["ip": "192.0.2.10"]],
            "podIP": .string(address), "podIPs": [["ip": .string(address)]], "startTime": start,
            "qosClass": "Burstable",
            "conditions": .array(
                types.map {
                    ["type": .string($0), "status": "True", "lastTransitionTime": start]
                }
            ),
            "containerStatuses": .array(
                containers.map { name in
                    [
                        "name": .string(name), "ready": true, "restartCount": 0, "started": true,
                        "image": .string("registry.example/\(name):1.18.2"),
                        "imageID": .string("registry.example/\(name)@sha256:0a1b2c3d4e5f60718293"),
                        "containerID": .string("containerd://\(index)-\(name)"),
                        "state": ["running": ["startedAt": start]],
                    ]
                }
            ),
        ]
    }
}
