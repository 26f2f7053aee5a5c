import Documents
import Kubernetes

extension SeldonDeployment {
    /// All that Seldon Core's validating webhook would find wrong, in its order and its words.
    public func validate() -> [ValidationIssue] {
        let deployment = defaulted()
        var issues = deployment.issuesOfSpecification()
        for (index, predictor) in deployment.predictors.enumerated() {
            let path = FieldPath.predictors.index(index)
            issues += deployment.issues(of: predictor, path)
        }
        issues += deployment.issuesOfTransport()
        issues += deployment.issuesOfTraffic()
        return issues
    }

    private func issuesOfSpecification() -> [ValidationIssue] {
        let spec = FieldPath.spec
        var issues: [ValidationIssue] = []
        if !["seldon", "tensorflow", "v2", "kfserving"].contains(payloadProtocol) {
            issues.append(.init(spec, "Invalid protocol", value: .string(payloadProtocol)))
        }
        if !["rest", "grpc"].contains(transport) {
            issues.append(.init(spec, "Invalid transport", value: .string(transport)))
        }
        if !["rpc", "kafka"].contains(serverType) {
            issues.append(.init(spec, "Invalid serverType", value: .string(serverType)))
        }
        let predictors = predictors
        if predictors.isEmpty {
            issues.append(.init(spec, "Graph contains no predictors", value: .string(name)))
        }
        if predictors.count == 1, predictors[0].isShadow {
            issues.append(
                .init(
                    .predictors.index(0),
                    "Shadow can not exist as only predictor",
                    value: .string(predictors[0].name)
                )
            )
        }
        return issues + issuesOfNames(predictors)
    }

    private func issuesOfNames(_ predictors: [PredictorSpec]) -> [ValidationIssue] {
        var issues: [ValidationIssue] = []
        var names: Set<String> = []
        var services: Set<String> = []
        for (index, predictor) in predictors.enumerated() {
            let path = FieldPath.predictors.index(index)
            let shown = JSON.string(predictor.name)
            if !names.insert(predictor.name).inserted {
                issues.append(.init(path, "Duplicate predictor name", value: shown))
            }
            if let service = predictor.annotations["seldon.io/svc-name"],
                !services.insert(service).inserted
            {
                let message = "Found duplicate service name in annotation seldon.io/svc-name"
                issues.append(.init(path, message, value: .string(service)))
            }
        }
        return issues
    }

    private func issues(of predictor: PredictorSpec, _ path: FieldPath) -> [ValidationIssue] {
        var issues: [ValidationIssue] = []
        let shown = JSON.string(predictor.name)
        if predictor.annotations["seldon.io/no-engine"] != nil, !predictor.graph.children.isEmpty {
            let message = "Running without engine only valid for single element graphs"
            issues.append(.init(path, message, value: shown))
        }
        if serverType == "kafka" {
            let given = (predictor.orchestrator["env"]?.elements ?? []).compactMap {
                $0["name"]?.string
            }
            let needed = ["KAFKA_BROKER", "KAFKA_INPUT_TOPIC", "KAFKA_OUTPUT_TOPIC"]
            if !needed.allSatisfy(given.contains) {
                let message =
                    "For kafka please supply svcOrchSpec envs \(needed.joined(separator: ", "))"
                issues.append(.init(path, message, value: shown))
            }
        }
        return issues + self.issues(of: predictor.graph, in: predictor, path.key("graph"))
    }

    private func issues(
        of unit: PredictiveUnit,
        in predictor: PredictorSpec,
        _ path: FieldPath
    ) -> [ValidationIssue] {
        var issues: [ValidationIssue] = []
        let shown = JSON.string(unit.name)
        let container = predictor.container(named: unit.name)
        switch unit.implementation {
        case .container:
            if container == nil {
                let message = "Can't find container for Predictive Unit"
                issues.append(.init(path, message, value: shown))
            }
            if unit.type == .unknown, unit.methods.isEmpty {
                let message =
                    "Predictive Unit has no implementation methods defined. "
                    + "Change to a known type or add what methods it defines"
                issues.append(.init(path, message, value: shown))
            }
        case .prepackaged(let server):
            issues += self.issues(of: unit, server: server, hasImage: container != nil, path)
        case .simpleModel, .simpleRouter, .randomABTest, .averageCombiner: break
        }
        if let logger = unit.json["logger"], (logger["mode"]?.string ?? "").isEmpty {
            issues.append(.init(path, "No logger mode specified", value: shown))
        }
        for (index, child) in unit.children.enumerated() {
            issues += self.issues(of: child, in: predictor, path.index(index))
        }
        return issues
    }

    private func issues(
        of unit: PredictiveUnit,
        server: String,
        hasImage: Bool,
        _ path: FieldPath
    ) -> [ValidationIssue] {
        var issues: [ValidationIssue] = []
        let shown = JSON.string(unit.name)
        if unit.modelURI == nil, server != "HUGGINGFACE_SERVER" {
            let message = "Predictive unit modelUri required when using standalone servers"
            issues.append(.init(path, message, value: shown))
        }
        let withoutTensorflow = [
            "SKLEARN_SERVER", "XGBOOST_SERVER", "MLFLOW_SERVER", "HUGGINGFACE_SERVER",
        ]
        if payloadProtocol == "tensorflow", withoutTensorflow.contains(server) {
            let message = "Prepackaged server does not handle tensorflow protocol \(server)"
            issues.append(.init(path, message, value: shown))
        }
        if !hasImage, !SeldonDeployment.prepackagedServers.contains(server) {
            issues.append(.init(path, "No entry in predictors map for \(server)", value: shown))
        }
        return issues
    }

    /// The servers that Seldon Core's configuration has from the start.
    private static let prepackagedServers: Set<String> = [
        "SKLEARN_SERVER", "XGBOOST_SERVER", "MLFLOW_SERVER", "TENSORFLOW_SERVER", "TRITON_SERVER",
        "TEMPO_SERVER", "HUGGINGFACE_SERVER",
    ]

    private func issuesOfTransport() -> [ValidationIssue] {
        var types: [String] = []
        for unit in predictors.flatMap(\.graph.all) {
            guard let type = unit.endpoint.type, !type.isEmpty, !types.contains(type) else {
                continue
            }
            types.append(type)
        }
        let shown = JSON.string(types.joined(separator: ","))
        if types.count > 1 {
            let message = "Multiple endpoint.types found - can only be one type in graph"
            return [.init(.spec, message + ". Please use spec.transport", value: shown)]
        }
        if let type = types.first, let transport = spec["transport"]?.string,
            type.lowercased() != transport
        {
            let message =
                "Mixed transport types found. Remove graph endpoint.types if transport set"
            return [.init(.spec, message + " at deployment level", value: shown)]
        }
        return []
    }

    private func issuesOfTraffic() -> [ValidationIssue] {
        var issues: [ValidationIssue] = []
        let predictors = predictors
        let shadows = predictors.filter(\.isShadow)
        for shadow in shadows.dropFirst() {
            let message = "Multiple shadows are not allowed"
            issues.append(.init(.spec, message, value: .string(shadow.name)))
        }
        for shadow in shadows where !(0...100).contains(shadow.traffic) {
            let message = "shadow traffic is illegal, it must be between 0 and 100"
            issues.append(.init(.spec, message, value: .int(shadow.traffic)))
        }
        let total = TrafficSplit(self).total
        let shown = JSON.string(predictors.first?.name ?? "")
        if predictors.count - shadows.count > 1, total != 100 {
            let message = "Traffic must sum to 100 for multiple predictors"
            issues.append(.init(.spec, message, value: shown))
        }
        if predictors.count == 1, (1..<100).contains(total) {
            let message = "Traffic must sum be 100 for a single predictor when set"
            issues.append(.init(.spec, message, value: shown))
        }
        return issues
    }
}

extension FieldPath {
    /// `spec`.
    static let spec = FieldPath([.key("spec")])
    /// `spec.predictors`.
    static let predictors = FieldPath([.key("spec"), .key("predictors")])
}
