import Documents
import Kubernetes
import Seldon

/// The container of a unit of the graph, with all that the language wrappers expect.
struct UnitContainer {
    private let builder: PredictorBuilder
    private let unit: PredictiveUnit
    private let container: Container

    /// Takes a unit and its container, both with their defaults.
    init(_ builder: PredictorBuilder, _ unit: PredictiveUnit, _ container: Container) {
        self.builder = builder
        self.unit = unit
        self.container = container
    }

    /// The container as it stands in the pod.
    var json: JSON {
        var json = container.json
        if unit.modelURI != nil {
            let mounts = json["volumeMounts"]?.elements ?? []
            json["volumeMounts"] = .array(mounts + [ModelInitializer.mount(of: container.name)])
        }
        json["env"] = .array(environment)
        if json["lifecycle"] == nil {
            json["lifecycle"] = [
                "preStop": ["exec": ["command": ["/bin/sh", "-c", "/bin/sleep 10"]]]
            ]
        }
        if json["livenessProbe"] == nil { json["livenessProbe"] = probe("live", delay: 60) }
        if json["readinessProbe"] == nil { json["readinessProbe"] = probe("ready", delay: 20) }
        return json
    }

    /// The server that Seldon brings along, where the unit is one.
    private var server: PrepackagedServer? {
        guard case .prepackaged(let name) = unit.implementation else { return nil }
        return PrepackagedServer(name, payloadProtocol: builder.deployment.payloadProtocol)
    }

    private func probe(_ path: String, delay: Int) -> JSON {
        var probe: JSON = [
            "initialDelaySeconds": .int(delay), "periodSeconds": 5, "timeoutSeconds": 1,
            "successThreshold": 1, "failureThreshold": 3,
        ]
        let isGRPC = builder.deployment.transport == "grpc"
        if ["v2", "kfserving"].contains(builder.deployment.payloadProtocol), !isGRPC {
            probe["httpGet"] = [
                "path": .string("/v2/health/\(path)"), "port": .int(unit.endpoint.httpPort),
                "scheme": "HTTP",
            ]
        } else {
            let port = isGRPC ? unit.endpoint.grpcPort : unit.endpoint.httpPort
            probe["tcpSocket"] = ["port": .int(port)]
        }
        return probe
    }

    /// The author's variables, then Seldon's in Seldon's order; a name that is there is kept.
    private var environment: [JSON] {
        var variables = container.json["env"]?.elements ?? []
        var known = Set(variables.compactMap { $0["name"]?.string })
        for (name, value) in added where known.insert(name).inserted {
            variables.append(["name": .string(name), "value": .string(value)])
        }
        return variables
    }

    private var added: [(String, String)] {
        let endpoint = unit.endpoint
        let predictor = builder.predictor
        let metrics = container.port(named: "metrics") ?? 0
        var variables = [
            ("PREDICTIVE_UNIT_SERVICE_PORT", "\(endpoint.port)"),
            ("PREDICTIVE_UNIT_HTTP_SERVICE_PORT", "\(endpoint.httpPort)"),
            ("MLSERVER_HTTP_PORT", "\(endpoint.httpPort)"),
            ("PREDICTIVE_UNIT_GRPC_SERVICE_PORT", "\(endpoint.grpcPort)"),
            ("MLSERVER_GRPC_PORT", "\(endpoint.grpcPort)"),
        ]
        var given = unit.parameters.map(\.json)
        if let server, server.implementation == nil {
            given.append([
                "name": "model_uri", "type": "STRING", "value": .string(ModelInitializer.modelPath),
            ])
        }
        if !given.isEmpty {
            let parameters = JSON.array(given)
            variables.append(("PREDICTIVE_UNIT_PARAMETERS", parameters.text()))
        }
        if unit.modelURI != nil {
            variables.append(("MLSERVER_MODEL_URI", ModelInitializer.modelPath))
        }
        if let implementation = server?.implementation {
            variables.append(("MLSERVER_MODEL_IMPLEMENTATION", implementation))
        }
        return variables + [
            ("PREDICTIVE_UNIT_ID", container.name),
            ("MLSERVER_MODEL_NAME", container.name),
            ("PREDICTIVE_UNIT_IMAGE", container.image),
            ("PREDICTOR_ID", predictor.name),
            ("PREDICTOR_LABELS", JSON.strings(predictor.labels).text()),
            ("SELDON_DEPLOYMENT_ID", builder.deployment.name),
            ("SELDON_EXECUTOR_ENABLED", "true"),
            ("PREDICTIVE_UNIT_METRICS_SERVICE_PORT", "\(metrics)"),
            ("PREDICTIVE_UNIT_METRICS_ENDPOINT", "/prometheus"),
            ("MLSERVER_METRICS_PORT", "\(metrics)"),
            ("MLSERVER_METRICS_ENDPOINT", "/prometheus"),
        ]
    }
}
