public import Documents
public import Kubernetes
public import Seldon

/// One change of a SeldonDeployment, worked out and not yet written.
public struct DeploymentChange: Sendable, Equatable {
    /// What is done, as the verb of the command line has it.
    public enum Verb: String, Sendable, Hashable, Codable, CaseIterable {
        case traffic, scale, restart, canary, shadow, promote, abort, undo, delete, remove
        case apply, edit
        case deletePod = "delete-pod"
    }

    /// A change that takes more than a key press to mean.
    public enum Danger: Sendable, Hashable {
        /// A predictor gets no traffic any more.
        case weightZero(String)
        /// A predictor gets all the traffic.
        case allTraffic(String)
        /// A predictor is taken away.
        case removal(String)
        /// The deployment is taken away with all that belongs to it.
        case deletion
    }

    /// What is done.
    public var verb: Verb
    /// The deployment as it was seen.
    public var resource: SeldonDeployment
    /// What becomes of it, in one line.
    public var summary: String
    /// The write: it tests what was seen, and nothing is changed unless all of it still holds.
    public var patch: JSONPatch
    /// What is worth knowing before.
    public var warnings: [String]
    /// The predictors that would get more traffic.
    public var receiving: [String]

    /// A change.
    public init(
        _ verb: Verb,
        of resource: SeldonDeployment,
        _ summary: String,
        _ patch: JSONPatch,
        warnings: [String] = [],
        receiving: [String] = []
    ) {
        self.verb = verb
        self.resource = resource
        self.summary = summary
        self.patch = patch
        self.warnings = warnings
        self.receiving = receiving
    }

    /// The deployment.
    public var key: ObjectKey { resource.key }

    /// Whether the patch would change anything.
    public var changesAnything: Bool {
        patch.operations.contains { if case .test = $0 { false } else { true } }
    }

    /// What the deployment would be, or `nil` when the patch does not fit what was seen.
    public var outcome: SeldonDeployment? {
        (try? resource.json.applying(patch)).map { SeldonDeployment(json: $0) }
    }

    /// The difference that it makes to the spec, field by field.
    public var differences: [JSON.Difference] {
        resource.spec.differences(to: outcome?.spec ?? resource.spec)
    }

    /// What of it must be meant: a weight of 0 or 100, a predictor that goes.
    public var dangers: [Danger] {
        outcome.map { DeploymentChange.dangers(from: resource, to: $0) } ?? []
    }

    static func dangers(from old: SeldonDeployment, to new: SeldonDeployment) -> [Danger] {
        var dangers: [Danger] = []
        let before = TrafficSplit(old)
        let after = TrafficSplit(new)
        for share in before.shares {
            guard let weight = after.weight(of: share.predictor) else {
                dangers.append(.removal(share.predictor))
                continue
            }
            guard !share.isShadow, weight != share.weight else { continue }
            if weight == 0 { dangers.append(.weightZero(share.predictor)) }
            if weight == 100 { dangers.append(.allTraffic(share.predictor)) }
        }
        return dangers
    }

    /// Tests that the predictors and their weights are those that were seen and that nobody touched
    /// the spec.
    ///
    /// The resourceVersion is not tested: every write of the status moves it.
    static func tests(of resource: SeldonDeployment) -> [JSONPatch.Operation] {
        var operations: [JSONPatch.Operation] = [
            .test(path: "/metadata/generation", value: .int(resource.metadata.generation))
        ]
        for (index, predictor) in resource.predictors.enumerated() {
            let path = "/spec/predictors/\(index)"
            operations.append(.test(path: path + "/name", value: .string(predictor.name)))
            if let weight = predictor.json["traffic"] {
                operations.append(.test(path: path + "/traffic", value: weight))
            }
        }
        return operations
    }

    /// Sets the weight of the predictor in a place.
    static func setting(
        weight: Int,
        at index: Int,
        of resource: SeldonDeployment
    ) -> JSONPatch.Operation {
        let path = "/spec/predictors/\(index)/traffic"
        let isThere = resource.predictors[index].json["traffic"] != nil
        return isThere
            ? .replace(path: path, value: .int(weight)) : .add(path: path, value: .int(weight))
    }
}
