public import Documents
public import Kubernetes
import KubernetesClient
import Seldon

/// Where the number of replicas of predictors is written.
public struct ScaleChange: Sendable, Equatable {
    /// The write.
    public var patch: JSONPatch
    /// The fields that it sets, such as `spec.predictors[0].replicas`.
    public var fields: [String]

    /// Works out which fields take effect: a componentSpec's wins over the predictor's, and the
    /// predictor's over the deployment's.
    ///
    /// - Parameters:
    ///   - resource: The SeldonDeployment's document.
    ///   - deployment: Its name.
    ///   - predictor: The predictor; `nil` for all but shadows' own counts.
    ///   - replicas: How many there shall be.
    ///   - isForced: Whether 0 is allowed, and a count under an autoscaler.
    /// - Throws: `OperationsError`.
    public init(
        of resource: JSON,
        named deployment: String,
        predictor: String?,
        to replicas: Int,
        isForced: Bool = false
    ) throws(OperationsError) {
        guard replicas >= 0, replicas <= 10_000 else {
            throw .badValue("\(replicas) replicas", expected: "1 or more")
        }
        guard replicas > 0 || isForced else {
            throw .badValue(
                "0 replicas",
                expected:
                    "1 or more: at 0 the deployment stays Creating and no weight of it is routed"
                    + " (--force writes it)"
            )
        }
        let predictors = resource["spec"]?["predictors"]?.elements ?? []
        let names = predictors.map { $0["name"]?.string ?? "" }
        if let predictor, !names.contains(predictor) {
            throw .noSuchPredictor(predictor, deployment: deployment, existing: names)
        }
        var operations: [JSONPatch.Operation] = [
            .test(
                path: "/metadata/generation",
                value: resource["metadata"]?["generation"] ?? .int(0)
            )
        ]
        fields = []
        for (index, json) in predictors.enumerated() {
            if let predictor, names[index] != predictor { continue }
            let path = FieldPath([.key("spec"), .key("predictors"), .index(index)])
            operations.append(.test(path: path.key("name").pointer, value: .string(names[index])))
            var places: [FieldPath] = []
            for (number, component) in (json["componentSpecs"]?.elements ?? []).enumerated() {
                let isScaled = component["hpaSpec"] != nil || component["kedaSpec"] != nil
                guard !isScaled || isForced else {
                    throw .badValue(
                        "a count for \(names[index])",
                        expected: "a predictor without an autoscaler (--force writes it)"
                    )
                }
                if component["replicas"] != nil {
                    places.append(path.key("componentSpecs").index(number).key("replicas"))
                }
            }
            let componentCount = json["componentSpecs"]?.elements.count ?? 0
            if places.count < max(1, componentCount) { places.append(path.key("replicas")) }
            for place in places {
                operations.append(.add(path: place.pointer, value: .int(replicas)))
                fields.append(place.description)
            }
        }
        patch = JSONPatch(operations)
    }
}

extension ClusterOperations {
    /// Sets how many replicas a deployment, or one predictor of it, has.
    ///
    /// - Returns: The fields that were written.
    /// - Throws: `OperationsError`.
    public func scale(
        _ key: ObjectKey,
        predictor: String?,
        to replicas: Int,
        isForced: Bool = false
    ) async throws -> [String] {
        let (change, fields) = try await planScale(
            of: key,
            predictor: predictor,
            to: replicas,
            isForced: isForced
        )
        try await make(change, isForced: isForced)
        return fields
    }

    /// Works out how a deployment, or one predictor of it, gets another number of replicas.
    ///
    /// - Returns: The change, and the fields that it writes.
    /// - Throws: `OperationsError`.
    public func planScale(
        of key: ObjectKey,
        predictor: String?,
        to replicas: Int,
        isForced: Bool = false
    ) async throws -> (change: DeploymentChange, fields: [String]) {
        let resource = try await deployment(key)
        let scale = try ScaleChange(
            of: resource.json,
            named: key.name,
            predictor: predictor,
            to: replicas,
            isForced: isForced
        )
        let change = DeploymentChange(
            .scale,
            of: resource,
            "\(predictor ?? "every predictor") gets \(replicas) replica\(replicas == 1 ? "" : "s")",
            scale.patch,
            warnings: Ownership(of: resource).map { [$0.warning] } ?? []
        )
        return (change, scale.fields)
    }

    /// Makes the operator replace the pods of a deployment, or of one predictor, one by one.
    ///
    /// - Throws: `OperationsError`.
    public func restart(_ key: ObjectKey, predictor: String?) async throws {
        try await make(planRestart(of: key, predictor: predictor))
    }

    /// Works out how the pods of a deployment, or of one predictor, are replaced one by one.
    ///
    /// The mark is set in the componentSpecs: the operator takes back what is written to its
    /// Deployments.
    /// - Throws: `OperationsError`.
    public func planRestart(of key: ObjectKey, predictor: String?) async throws -> DeploymentChange
    {
        let resource = try await deployment(key)
        let patch = try RestartChange(
            of: resource.json,
            named: key.name,
            predictor: predictor,
            mark: Timestamp.now.description
        ).patch
        return DeploymentChange(
            .restart,
            of: resource,
            "the pods of \(predictor ?? "every predictor") are replaced one by one",
            patch,
            warnings: Ownership(of: resource).map { [$0.warning] } ?? []
        )
    }
}
