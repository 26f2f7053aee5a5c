import Documents
import Kubernetes
import Seldon

/// Istio's rules for the traffic of a deployment.
struct MeshRules {
    private let deployment: SeldonDeployment
    private let settings: OperatorSettings
    private let names: ObjectNames

    /// Takes a deployment that has its defaults.
    init(_ deployment: SeldonDeployment, _ settings: OperatorSettings) {
        self.deployment = deployment
        self.settings = settings
        names = deployment.names
    }

    /// Which predictor gets which share of the requests, over HTTP and over gRPC.
    var virtualService: VirtualService {
        var result = VirtualService(name: names.id, namespace: names.namespace)
        result.metadata.ownerReferences = [OwnerReference(controller: deployment)]
        let hosts = (deployment.annotation("seldon.io/istio-host") ?? "*").split(separator: ",")
        let gateway = deployment.annotation("seldon.io/istio-gateway") ?? settings.gateway
        var rest = route(port: 8000)
        rest["match"] = [["uri": ["prefix": .string(names.externalPath + "/")]]]
        rest["rewrite"] = ["uri": "/"]
        var grpc = route(port: 5001)
        grpc["match"] = [
            [
                "uri": ["regex": ".*tensorflow.*|.*seldon.protos.*|.*inference.*"],
                "headers": [
                    "seldon": ["exact": .string(deployment.name)],
                    "namespace": ["exact": .string(names.namespace)],
                ],
            ]
        ]
        result.spec = [
            "hosts": .strings(hosts.map { String($0.filter { $0 != " " }) }),
            "gateways": [.string(gateway)],
            "http": [rest, grpc],
        ]
        return result
    }

    /// What tells the pods of a predictor from those of another.
    var destinationRules: [DestinationRule] {
        deployment.predictors.map { predictor in
            let key = names.service(of: predictor)
            var rule = DestinationRule(name: key, namespace: names.namespace)
            rule.metadata.ownerReferences = [OwnerReference(controller: deployment)]
            let version = predictor.labels[SeldonLabel.version] ?? predictor.name
            rule.spec = [
                "host": .string(names.host(ofService: key)),
                "subsets": [
                    [
                        "name": .string(predictor.name),
                        "labels": [SeldonLabel.version: .string(version)],
                    ]
                ],
                "trafficPolicy": ["connectionPool": ["http": ["idleTimeout": "60s"]]],
            ]
            return rule
        }
    }

    private func route(port: Int) -> JSON {
        let answering = deployment.predictors.filter { !$0.isShadow }
        var route: JSON = [
            "route": .array(
                answering.map {
                    ["destination": destination($0, port), "weight": .int($0.traffic)]
                }
            )
        ]
        if let shadow = deployment.predictors.first(where: \.isShadow) {
            route["mirror"] = destination(shadow, port)
            if shadow.traffic > 0 {
                route["mirrorPercentage"] = ["value": .int(shadow.traffic)]
            }
        }
        if let attempts = deployment.annotation("seldon.io/istio-retries").flatMap({ Int($0) }) {
            let seconds = deployment.annotation("seldon.io/istio-retries-timeout") ?? "1"
            route["retries"] = [
                "attempts": .int(attempts), "perTryTimeout": .string("\(seconds)s"),
                "retryOn": "gateway-error,connect-failure,refused-stream",
            ]
        }
        return route
    }

    private func destination(_ predictor: PredictorSpec, _ port: Int) -> JSON {
        [
            "host": .string(names.host(ofService: names.service(of: predictor))),
            "subset": .string(predictor.name), "port": ["number": .int(port)],
        ]
    }
}
