import Documents

/// The answers of several predictors to one request, field by field.
public struct AnswerComparison: Sendable, Equatable {
    /// One field of the answers.
    public struct Field: Sendable, Equatable {
        /// Where it stands in an answer, such as `jsonData.micr`.
        public var path: String
        /// Its value in each answer, or `nil` where an answer has no such field.
        public var values: [String?]

        /// Whether every answer says the same.
        public var isEqual: Bool
        /// Whether it says how the answer was found and not what it is, such as a confidence: two
        /// versions of a model differ there by nature.
        public var isMeasure: Bool
    }

    /// The answers, in the order in which the predictors were named.
    public var results: [PredictionResult]
    /// Every field of any answer.
    public var fields: [Field]

    /// Whether all answered, and said the same but for measures.
    public var isEqual: Bool {
        fields.allSatisfy { $0.isEqual || $0.isMeasure }
            && results.allSatisfy { if case .failed = $0.answer { false } else { true } }
    }

    /// The fields that differ.
    public var differences: [Field] { fields.filter { !$0.isEqual } }

    /// Compares answers.
    ///
    /// What is different by nature is left out: the identity and the way of a request (`meta.puid`,
    /// `meta.requestPath`, `meta.metrics`, `meta.tags`), and times.
    public init(_ predictions: [Prediction]) {
        results = predictions.map(\.result)
        let answers = predictions.map { prediction in
            ((try? JSON(parsing: prediction.body)) ?? .null).leaves
        }
        var paths: [String] = []
        var known: Set<String> = []
        for (path, _) in answers.joined() where known.insert(path).inserted { paths.append(path) }
        let byPath = answers.map { Dictionary($0, uniquingKeysWith: { first, _ in first }) }
        fields = paths.filter { !Self.isIncidental($0) }.map { path in
            let values = byPath.map { $0[path] }
            return Field(
                path: path,
                values: values.map { $0?.shown(beside: values.first ?? nil) },
                isEqual: Set(values).count == 1,
                isMeasure: Self.isMeasure(path)
            )
        }
    }

    /// A measure by the last name of its path.
    private static func isMeasure(_ path: String) -> Bool {
        let name = path.split(separator: ".").last.map(String.init) ?? path
        return ["confidence", "score", "model", "characters"].contains(name)
    }

    private static func isIncidental(_ path: String) -> Bool {
        ["meta.puid", "meta.requestPath", "meta.metrics", "meta.tags"].contains {
            path == $0 || path.hasPrefix($0 + ".") || path.hasPrefix($0 + "[")
        }
    }
}

extension JSON {
    /// The most leaves that are looked at; a tensor may have millions.
    private static let leafLimit = 2000

    /// The longest list whose items are looked at one by one.
    private static let listLimit = 8

    /// Every value that holds no others, with its path, in order; long lists are one value.
    fileprivate var leaves: [(String, JSON)] {
        var leaves: [(String, JSON)] = []
        collect("", &leaves)
        return leaves
    }

    private func collect(_ path: String, _ leaves: inout [(String, JSON)]) {
        guard leaves.count < Self.leafLimit else { return }
        switch self {
        case .object(let members) where !members.isEmpty:
            for (name, value) in members {
                value.collect(path.isEmpty ? name : "\(path).\(name)", &leaves)
            }
        // Short lists of plain values, such as a box, are read at one glance.
        case .array(let items)
        where !items.isEmpty && items.count <= Self.listLimit && !items.areFlat:
            for (place, item) in items.enumerated() { item.collect("\(path)[\(place)]", &leaves) }
        default:
            leaves.append((path, self))
        }
    }

    /// The value in words; of a long list how long it is, and how much of it is otherwise.
    fileprivate func shown(beside other: JSON?) -> String {
        guard let items = array, items.count > Self.listLimit else { return string ?? text() }
        let others = other?.array ?? []
        let count = items.indices.count { !others.indices.contains($0) || others[$0] != items[$0] }
        return "\(items.count) items" + (count > 0 ? ", \(count) of them otherwise" : "")
    }
}

extension [JSON] {
    fileprivate var areFlat: Bool { allSatisfy { $0.array == nil && $0.object == nil } }
}

extension ClusterOperations {
    /// Sends one request to several predictors at once.
    ///
    /// - Parameters:
    ///   - input: What is sent.
    ///   - routes: The way to each.
    ///   - timeout: The longest time to the end of an answer.
    /// - Returns: The answers in the order of the routes, failures included.
    /// - Throws: `CancellationError` only.
    public func compare(
        _ input: PredictionInput,
        by routes: [PredictionRoute],
        timeout: Duration = .seconds(60)
    ) async throws -> (comparison: AnswerComparison, predictions: [Prediction]) {
        let predictions = try await withThrowingTaskGroup(of: (Int, Prediction).self) { group in
            for (place, route) in routes.enumerated() {
                group.addTask { (place, try await predict(input, by: route, timeout: timeout)) }
            }
            var answers: [(Int, Prediction)] = []
            for try await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
        return (AnswerComparison(predictions), predictions)
    }
}
