import Documents
import Kubernetes
import Seldon

/// The container that walks the graph.
struct OrchestratorContainer {
    /// Its name.
    static let name = "seldon-container-engine"

    private let builder: PredictorBuilder

    /// Takes the predictor whose graph it walks.
    init(_ builder: PredictorBuilder) { self.builder = builder }

    /// The container as it stands in the pod.
    var json: JSON {
        [
            "name": .string(Self.name), "image": .string(builder.settings.orchestratorImage),
            "imagePullPolicy": "IfNotPresent",
            "args": .strings(arguments),
            "env": .array(environment),
            "ports": [
                port("http", 8000), port("metrics", 8000), port("grpc", 5001),
            ],
            "readinessProbe": probe("/ready"), "livenessProbe": probe("/live"),
            "resources": builder.predictor.orchestrator["resources"] ?? [
                "requests": ["cpu": "500m", "memory": "512Mi"],
                "limits": ["cpu": "500m", "memory": "512Mi"],
            ],
            "securityContext": ["runAsUser": 8888, "allowPrivilegeEscalation": false],
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File",
            "volumeMounts": [["name": "seldon-podinfo", "mountPath": "/etc/podinfo"]],
        ]
    }

    private var arguments: [String] {
        let deployment = builder.deployment
        let queue = deployment.annotation("seldon.io/executor-logger-queue-size") ?? "10000"
        let timeout = deployment.annotation("seldon.io/executor-logger-write-timeout-ms") ?? "2000"
        return [
            "--sdep", deployment.name, "--namespace", builder.names.namespace,
            "--predictor", builder.predictor.name, "--http_port", "8000", "--grpc_port", "5001",
            "--protocol", deployment.payloadProtocol, "--transport", deployment.transport,
            "--prometheus_path", "/prometheus", "--server_type", deployment.serverType,
            "--log_work_buffer_size", queue, "--log_write_timeout_ms", timeout,
            "--full_health_checks=false",
        ]
    }

    private var environment: [JSON] {
        var variables: [JSON] = [
            ["name": "ENGINE_PREDICTOR", "value": .string(builder.predictor.engineValue)],
            ["name": "REQUEST_LOGGER_DEFAULT_ENDPOINT", "value": "http://default-broker"],
        ]
        variables += builder.predictor.orchestrator["env"]?.elements ?? []
        let known = Set(variables.compactMap { $0["name"]?.string })
        let prefix = "seldon.io/engine-"
        let annotations = builder.deployment.annotations.sorted { $0.key < $1.key }
        for (key, value) in annotations
        where key.hasPrefix(prefix) && key != "seldon.io/engine-separate-pod" {
            let name = key.dropFirst(prefix.count).uppercased().replacing("-", with: "_")
            if !known.contains(name) {
                variables.append(["name": .string(name), "value": .string(value)])
            }
        }
        return variables
    }

    private func port(_ name: String, _ number: Int) -> JSON {
        ["name": .string(name), "containerPort": .int(number), "protocol": "TCP"]
    }

    private func probe(_ path: String) -> JSON {
        [
            "httpGet": ["path": .string(path), "port": 8000, "scheme": "HTTP"],
            "initialDelaySeconds": 20, "periodSeconds": 5, "timeoutSeconds": 60,
            "successThreshold": 1, "failureThreshold": 3,
        ]
    }
}
