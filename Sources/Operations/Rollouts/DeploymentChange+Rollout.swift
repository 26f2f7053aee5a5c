import Documents
import Kubernetes
import Seldon

/// The writes of a rollout.
extension DeploymentChange {
    /// Main becomes what the canary is, while it has no traffic.
    ///
    /// It keeps its name, its weight, its replicas and its autoscalers: a canary is often smaller than
    /// what it replaces. It keeps its label `version` and the name of its Service too, since two
    /// predictors may not have the same.
    static func replacing(
        _ main: String,
        by canary: String,
        of resource: SeldonDeployment
    ) throws(OperationsError) -> DeploymentChange {
        let (place, old) = try position(of: main, in: resource)
        let (_, source) = try position(of: canary, in: resource)
        var new = source.json
        for field in ["name", "traffic", "replicas", "shadow"] { new[field] = old.json[field] }
        new["labels"] = merged(source.json["labels"], keeping: "version", of: old.json["labels"])
        new["annotations"] = merged(
            source.json["annotations"],
            keeping: "seldon.io/svc-name",
            of: old.json["annotations"]
        )
        if let components = new["componentSpecs"]?.elements {
            let before = old.json["componentSpecs"]?.elements ?? []
            let kept = components.enumerated().map { index, component in
                counted(component, as: ComponentSpec.match(component, index, in: before))
            }
            new["componentSpecs"] = .array(kept)
        }
        let operations =
            tests(of: resource) + [
                .replace(path: "/spec/predictors/\(place)", value: new)
            ]
        return DeploymentChange(
            .promote,
            of: resource,
            "\(main) becomes what \(canary) is",
            JSONPatch(operations)
        )
    }

    /// A predictor goes; where two are left of those that answer, the other gets all traffic.
    static func removing(
        _ predictor: String,
        leaving main: String,
        of resource: SeldonDeployment,
        as verb: Verb
    ) throws -> DeploymentChange {
        let (place, gone) = try position(of: predictor, in: resource)
        var operations = tests(of: resource)
        if !gone.isShadow, gone.traffic > 0 || resource.answeringWeights.count == 2 {
            let (index, heir) = try position(of: main, in: resource)
            let weight = heir.traffic + gone.traffic
            operations.append(setting(weight: weight, at: index, of: resource))
        }
        operations.append(.remove(path: "/spec/predictors/\(place)"))
        let moved = gone.isShadow || gone.traffic == 0 ? "" : ", its \(gone.traffic) % to \(main)"
        var change = DeploymentChange(
            verb,
            of: resource,
            "\(predictor) goes\(moved)",
            JSONPatch(operations),
            receiving: gone.traffic > 0 && !gone.isShadow ? [main] : []
        )
        if let owner = Ownership(of: resource) { change.warnings.append(owner.warning) }
        return change
    }

    /// Where a predictor stands, and what it is.
    static func position(
        of name: String,
        in resource: SeldonDeployment
    ) throws(OperationsError) -> (Int, PredictorSpec) {
        let predictors = resource.predictors
        guard let place = predictors.firstIndex(where: { $0.name == name }) else {
            throw .noSuchPredictor(
                name,
                deployment: resource.name,
                existing: predictors.map(\.name)
            )
        }
        return (place, predictors[place])
    }

    private static func merged(_ new: JSON?, keeping key: String, of old: JSON?) -> JSON? {
        var result = new ?? .object([:])
        result[key] = old?[key]
        return result.members.isEmpty ? nil : result
    }

    /// A componentSpec with the replicas and autoscalers of the one that it replaces.
    private static func counted(_ component: JSON, as old: JSON?) -> JSON {
        guard let old else { return component }
        var component = component
        for field in ["replicas", "hpaSpec", "kedaSpec", "pdbSpec"] {
            component[field] = old[field]
        }
        return component
    }
}

extension ComponentSpec {
    /// The componentSpec that another one replaces: that with the same containers, else that in its
    /// place.
    fileprivate static func match(_ component: JSON, _ index: Int, in others: [JSON]) -> JSON? {
        let names = ComponentSpec(json: component).containers.map(\.name)
        return others.first { ComponentSpec(json: $0).containers.map(\.name) == names }
            ?? (others.indices.contains(index) ? others[index] : nil)
    }
}
