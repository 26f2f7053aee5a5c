import Documents
public import Seldon

/// How all traffic comes back to main.
public struct AbortPlan: Sendable, Equatable {
    /// Why it is done in this way, in one sentence.
    public var sentence: String
    /// The one write.
    public var change: DeploymentChange
    /// The predictors that go, since they would keep the weights from being routed.
    public var removed: [String]
    /// Where the traffic comes back to.
    public var main: String

    /// Works out an abort.
    ///
    /// Istio's weights are written once every Deployment of the resource is ready (Seldon Core 1.18.2,
    /// operator): with a canary that is not, weights alone would never be routed, so it goes in the
    /// same write. With Ambassador a weight of 0 is dropped, so it goes as well.
    ///
    /// - Parameters:
    ///   - resource: The deployment.
    ///   - main: Where the traffic comes back to.
    ///   - unready: The predictors without a pod that is ready, or with one that is not.
    ///   - original: Main as it was before the rollout, where it is being made anew.
    /// - Throws: `OperationsError`.
    public init(
        of resource: SeldonDeployment,
        to main: String,
        unready: [String],
        original: PredictorSpec? = nil
    ) throws {
        self.main = main
        let (place, _) = try DeploymentChange.position(of: main, in: resource)
        let gone = Set(
            resource.predictors.filter { predictor in
                guard predictor.name != main else { return false }
                return unready.contains(predictor.name)
                    || (resource.usesAmbassador && !predictor.isShadow)
            }.map(\.name)
        )
        var operations =
            DeploymentChange.tests(of: resource)
        if var original {
            original.json["traffic"] = .int(100)
            operations.append(.replace(path: "/spec/predictors/\(place)", value: original.json))
        }
        var summary: [String] = []
        for (index, predictor) in resource.predictors.enumerated()
        where !predictor.isShadow && !gone.contains(predictor.name) {
            let weight = predictor.name == main ? 100 : 0
            let isSame = predictor.traffic == weight
            summary.append("\(predictor.name) \(isSame ? "" : "\(predictor.traffic) → ")\(weight)")
            guard predictor.traffic != weight, index != place || original == nil else { continue }
            operations.append(DeploymentChange.setting(weight: weight, at: index, of: resource))
        }
        // From the end, so that the places of those before stay what they are.
        for (index, predictor) in resource.predictors.enumerated().reversed()
        where gone.contains(predictor.name) {
            operations.append(.remove(path: "/spec/predictors/\(index)"))
            summary.append("\(predictor.name) goes")
        }
        removed = gone.sorted()
        change = DeploymentChange(
            .abort,
            of: resource,
            summary.joined(separator: ", "),
            JSONPatch(operations),
            receiving: resource.predictor(named: main)?.traffic == 100 ? [] : [main]
        )
        let names = removed.joined(separator: " and ")
        if gone.isEmpty {
            sentence = "all traffic to \(main); the other predictors stay, without traffic"
        } else if gone.isSubset(of: unready) {
            sentence =
                "all traffic to \(main); \(names) goes, since no weight is routed while it is not"
                + " ready (undo brings it back)"
        } else {
            sentence =
                "all traffic to \(main); \(names) goes, since Ambassador drops a weight of 0 (undo"
                + " brings it back)"
        }
    }
}
