public import Documents
import Kubernetes
public import Seldon

/// New weights for the predictors of a deployment, as one write that is refused when somebody
/// else was faster.
public struct TrafficChange: Sendable, Equatable {
    /// One weight that somebody asks for.
    public struct Wish: Sendable, Hashable {
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

    /// How the traffic was divided when the change was worked out.
    public let before: TrafficSplit
    /// How it is divided afterwards.
    public let after: TrafficSplit
    /// The generation of the resource that was seen.
    public let generation: Int
    /// The predictors whose weight is written in the resource, by their place.
    private let written: Set<Int>

    /// Works out what the weights become; a predictor that nobody names keeps its weight, and when
    /// all but one are named, that one takes the rest.
    ///
    /// - Throws: `SeldonError` when a predictor is unknown, a weight is out of range, or the shares
    ///   do not add up to 100; `OperationsError.weightGivenTwice`.
    public init(of resource: SeldonDeployment, to wishes: [Wish]) throws {
        var weights: [String: Int] = [:]
        for wish in wishes {
            guard weights.updateValue(wish.weight, forKey: wish.predictor) == nil else {
                throw OperationsError.weightGivenTwice(predictor: wish.predictor)
            }
        }
        before = TrafficSplit(resource)
        after = try before.setting(weights)
        generation = resource.metadata.generation
        written = Set(
            resource.predictors.indices.filter { index in
                resource.predictors[index].json["traffic"] != nil
            }
        )
    }

    /// The predictors whose weight grows.
    public var receiving: [String] {
        zip(before.shares, after.shares).filter { $1.weight > $0.weight && !$1.isShadow }
            .map(\.1.predictor)
    }

    /// Whether any weight is another one afterwards.
    public var changesAnything: Bool { before != after }

    /// The write: nothing is changed unless all predictors and their weights are still what they
    /// were and nobody touched the spec.
    ///
    /// The resourceVersion is not tested: every write of the status moves it.
    public var patch: JSONPatch {
        var operations: [JSONPatch.Operation] = [
            .test(path: "/metadata/generation", value: .int(generation))
        ]
        for (index, share) in before.shares.enumerated() {
            let path = "/spec/predictors/\(index)"
            operations.append(.test(path: path + "/name", value: .string(share.predictor)))
            if written.contains(index) {
                operations.append(.test(path: path + "/traffic", value: .int(share.weight)))
            }
        }
        for (index, share) in after.shares.enumerated() where share != before.shares[index] {
            let path = "/spec/predictors/\(index)/traffic"
            let value = JSON.int(share.weight)
            let isThere = written.contains(index)
            operations.append(
                isThere ? .replace(path: path, value: value) : .add(path: path, value: value)
            )
        }
        return JSONPatch(operations)
    }

    /// The weights before and after in one line, such as `main 80 → 50, canary 20 → 50`.
    public var summary: String {
        zip(before.shares, after.shares).filter { !$0.0.isShadow }.map { old, new in
            old.weight == new.weight
                ? "\(new.predictor) \(new.weight)"
                : "\(new.predictor) \(old.weight) → \(new.weight)"
        }.joined(separator: ", ")
    }
}
