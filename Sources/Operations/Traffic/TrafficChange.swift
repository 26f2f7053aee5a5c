public import Documents

/// New weights for the predictors of a deployment, as one write that is refused when somebody
/// else was faster.
public struct TrafficChange: Sendable, Equatable {
    /// A predictor as it was seen when the change was made.
    public struct Predictor: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its weight, or `nil` when the resource has none.
        public var weight: Int?
        /// Whether it gets copies only; its weight is no share then and is left alone.
        public var isShadow: Bool

        /// A predictor as it was seen.
        public init(name: String, weight: Int?, isShadow: Bool = false) {
            self.name = name
            self.weight = weight
            self.isShadow = isShadow
        }
    }

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

    /// The predictors in the order of the resource, as they were seen.
    public let before: [Predictor]
    /// The weight of each predictor after the change, in the same order.
    public let after: [Int?]
    /// The generation of the resource that was seen.
    public let generation: Int

    /// Works out what the weights become; a predictor that nobody names keeps its weight, and when
    /// all but one are named, that one takes the rest.
    ///
    /// - Throws: `OperationsError` when a predictor is unknown or named twice, a weight is out of
    ///   range, or the shares do not add up to 100.
    public init(
        of deployment: String,
        predictors: [Predictor],
        generation: Int,
        to wishes: [Wish]
    ) throws(OperationsError) {
        before = predictors
        self.generation = generation
        var wanted: [String: Int] = [:]
        for wish in wishes {
            guard predictors.contains(where: { $0.name == wish.predictor }) else {
                let names = predictors.map(\.name)
                throw .noSuchPredictor(wish.predictor, deployment: deployment, existing: names)
            }
            guard (0...100).contains(wish.weight) else {
                throw .weightOutOfRange(wish.weight, predictor: wish.predictor)
            }
            guard wanted.updateValue(wish.weight, forKey: wish.predictor) == nil else {
                throw .weightGivenTwice(predictor: wish.predictor)
            }
        }
        let sharing = predictors.filter { !$0.isShadow }
        let unnamed = sharing.filter { wanted[$0.name] == nil }
        let given = sharing.compactMap { wanted[$0.name] }.reduce(0, +)
        if unnamed.count == 1, sharing.count > 1, given <= 100, !wishes.isEmpty {
            wanted[unnamed[0].name] = 100 - given
        }
        after = predictors.map { wanted[$0.name] ?? $0.weight }
        let shares = zip(predictors, after).filter { !$0.0.isShadow }
        let sum = shares.reduce(0) { $0 + ($1.1 ?? 0) }
        guard sum == 100 else {
            throw .weightsSumTo(sum, weights: shares.map { "\($0.0.name)=\($0.1 ?? 0)" })
        }
    }

    /// The predictors whose weight grows.
    public var receiving: [String] {
        zip(before, after).filter { ($0.1 ?? 0) > ($0.0.weight ?? 0) && !$0.0.isShadow }
            .map(\.0.name)
    }

    /// Whether any weight is another one afterwards.
    public var changesAnything: Bool { zip(before, after).contains { $0.0.weight != $0.1 } }

    /// The write: nothing is changed unless all predictors and their weights are still what they
    /// were and nobody touched the spec.
    ///
    /// The resourceVersion is not tested: every write of the status moves it.
    public var patch: JSONPatch {
        var operations: [JSONPatch.Operation] = [
            .test(path: "/metadata/generation", value: .int(generation))
        ]
        for (index, predictor) in before.enumerated() {
            let path = "/spec/predictors/\(index)"
            operations.append(.test(path: path + "/name", value: .string(predictor.name)))
            if let weight = predictor.weight {
                operations.append(.test(path: path + "/traffic", value: .int(weight)))
            }
        }
        for (index, weight) in after.enumerated() where weight != before[index].weight {
            guard let weight else { continue }
            let path = "/spec/predictors/\(index)/traffic"
            let isThere = before[index].weight != nil
            operations.append(
                isThere
                    ? .replace(path: path, value: .int(weight))
                    : .add(path: path, value: .int(weight))
            )
        }
        return JSONPatch(operations)
    }

    /// The weights before and after in one line, such as `main 80 → 50, canary 20 → 50`.
    public var summary: String {
        zip(before, after).filter { !$0.0.isShadow }.map { predictor, weight in
            let old = predictor.weight ?? 0
            let new = weight ?? 0
            return old == new ? "\(predictor.name) \(new)" : "\(predictor.name) \(old) → \(new)"
        }.joined(separator: ", ")
    }
}
