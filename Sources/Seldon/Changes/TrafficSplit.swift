public import Documents

/// How the traffic of a deployment is divided among its predictors.
public struct TrafficSplit: Sendable, Hashable {
    /// The share of one predictor.
    public struct Share: Sendable, Hashable {
        /// The predictor's name.
        public var predictor: String
        /// Its share in percent, 0 to 100; for a shadow the share that is mirrored.
        public var weight: Int
        /// Whether it only gets copies of requests, so that it takes no part in the sum.
        public var isShadow: Bool
    }

    /// The shares, in the order of the predictors.
    public private(set) var shares: [Share]

    /// The split that a deployment asks for.
    public init(_ deployment: SeldonDeployment) {
        shares = deployment.predictors.map {
            Share(predictor: $0.name, weight: $0.traffic, isShadow: $0.isShadow)
        }
    }

    /// What the predictors that answer requests get together, in percent.
    public var total: Int { shares.filter { !$0.isShadow }.reduce(0) { $0 + $1.weight } }

    /// The share of a predictor; `nil` when there is none of that name.
    public func weight(of predictor: String) -> Int? {
        shares.first { $0.predictor == predictor }?.weight
    }

    /// The split with other weights.
    ///
    /// When all but one of the predictors that answer requests are named, that one gets the rest.
    ///
    /// - Throws: `SeldonError.noSuchPredictor`, `.weightOutOfRange`, `.weightsDoNotAddUp`.
    public func setting(_ weights: [String: Int]) throws(SeldonError) -> TrafficSplit {
        for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
            guard shares.contains(where: { $0.predictor == name }) else {
                throw .noSuchPredictor(name: name, known: shares.map(\.predictor))
            }
            guard (0...100).contains(weight) else {
                throw .weightOutOfRange(predictor: name, weight: weight)
            }
        }
        var result = self
        for index in shares.indices {
            if let weight = weights[shares[index].predictor] {
                result.shares[index].weight = weight
            }
        }
        let unnamed = shares.indices.filter {
            !shares[$0].isShadow && weights[shares[$0].predictor] == nil
        }
        let answering = shares.count { !$0.isShadow }
        if unnamed.count == 1, answering > 1, result.total != 100 {
            let rest = 100 - (result.total - shares[unnamed[0]].weight)
            guard rest >= 0 else { throw .weightsDoNotAddUp(total: result.total) }
            result.shares[unnamed[0]].weight = rest
        }
        guard result.total == 100 || answering < 2 else {
            throw .weightsDoNotAddUp(total: result.total)
        }
        return result
    }

    /// The one write that sets all weights, and fails when the predictors are not those of this
    /// split any more.
    public var patch: JSONPatch {
        var operations: [JSONPatch.Operation] = []
        for (index, share) in shares.enumerated() {
            operations.append(
                .test(path: "/spec/predictors/\(index)/name", value: .string(share.predictor))
            )
        }
        for (index, share) in shares.enumerated() {
            operations.append(
                .add(path: "/spec/predictors/\(index)/traffic", value: .int(share.weight))
            )
        }
        return JSONPatch(operations)
    }
}
