public import Seldon

/// One weight that somebody asks for.
public struct TrafficWish: Sendable, Hashable {
    /// The predictor.
    public var predictor: String
    /// Its share of the traffic, 0 to 100.
    public var weight: Int

    /// A weight for a predictor.
    public init(predictor: String, weight: Int) {
        self.predictor = predictor
        self.weight = weight
    }

    /// Reads `canary=20` or `canary=20%`.
    ///
    /// - Throws: `OperationsError.badValue`.
    public init(parsing text: String) throws(OperationsError) {
        guard let mark = text.lastIndex(of: "="), mark > text.startIndex else {
            throw .badValue(text, expected: "PREDICTOR=WEIGHT, such as canary=20")
        }
        var digits = text[text.index(after: mark)...]
        if digits.hasSuffix("%") { digits.removeLast() }
        guard let weight = Int(digits) else {
            throw .badValue(text, expected: "PREDICTOR=WEIGHT, such as canary=20")
        }
        self.init(predictor: String(text[..<mark]), weight: weight)
    }
}

extension DeploymentChange {
    /// New weights, as somebody asks for them.
    ///
    /// - Throws: `SeldonError`, `OperationsError.weightGivenTwice`.
    public static func traffic(
        _ wishes: [TrafficWish],
        of resource: SeldonDeployment
    ) throws -> DeploymentChange {
        var weights: [String: Int] = [:]
        for wish in wishes {
            guard weights.updateValue(wish.weight, forKey: wish.predictor) == nil else {
                throw OperationsError.weightGivenTwice(predictor: wish.predictor)
            }
        }
        return try traffic(weights, of: resource)
    }
}
