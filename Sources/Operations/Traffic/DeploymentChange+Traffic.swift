import Documents
import Kubernetes
public import Seldon

extension DeploymentChange {
    /// New weights for some predictors; the others keep theirs, and when all but one are named, that
    /// one takes the rest.
    ///
    /// - Throws: `SeldonError` when a predictor is unknown, a weight is out of range, or the shares do
    ///   not add up to 100.
    public static func traffic(
        _ weights: [String: Int],
        of resource: SeldonDeployment,
        as verb: Verb = .traffic
    ) throws -> DeploymentChange {
        let before = TrafficSplit(resource)
        let after = try before.setting(weights)
        // A predictor on its own has all the traffic; Seldon refuses anything else.
        guard after.total == 100 || after.total == before.total else {
            throw SeldonError.weightsDoNotAddUp(total: after.total)
        }
        var operations = tests(of: resource)
        var receiving: [String] = []
        for (index, share) in after.shares.enumerated() where share != before.shares[index] {
            operations.append(setting(weight: share.weight, at: index, of: resource))
            if share.weight > before.shares[index].weight, !share.isShadow {
                receiving.append(share.predictor)
            }
        }
        var change = DeploymentChange(
            verb,
            of: resource,
            summary(from: before, to: after),
            JSONPatch(operations),
            receiving: receiving
        )
        change.warnings = warnings(about: resource, after)
        return change
    }

    /// The weights before and after in one line, such as `main 80 → 50, canary 20 → 50`.
    static func summary(from before: TrafficSplit, to after: TrafficSplit) -> String {
        after.shares.filter { !$0.isShadow }.map { share in
            let old = before.weight(of: share.predictor) ?? 0
            return old == share.weight
                ? "\(share.predictor) \(share.weight)"
                : "\(share.predictor) \(old) → \(share.weight)"
        }.joined(separator: ", ")
    }

    /// What is worth knowing before weights become these.
    static func warnings(about resource: SeldonDeployment, _ after: TrafficSplit) -> [String] {
        var warnings: [String] = []
        if resource.usesAmbassador, after.shares.contains(where: { $0.weight == 0 && !$0.isShadow })
        {
            warnings.append(
                "Ambassador drops a weight of 0 and then splits evenly (seldon-core issue 4067);"
                    + " remove the predictor instead"
            )
        }
        if let owner = Ownership(of: resource) { warnings.append(owner.warning) }
        return warnings
    }
}

extension SeldonDeployment {
    /// Whether annotations ask for routes of Ambassador, whose first form drops a weight of 0.
    var usesAmbassador: Bool {
        metadata.annotations.merging(annotations) { $1 }.keys.contains {
            $0.hasPrefix("seldon.io/ambassador") || $0.hasPrefix("getambassador.io/")
        }
    }

    /// The weights of the predictors that answer requests, by predictor.
    var answeringWeights: [String: Int] {
        Dictionary(
            predictors.filter { !$0.isShadow }.map { ($0.name, $0.traffic) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
