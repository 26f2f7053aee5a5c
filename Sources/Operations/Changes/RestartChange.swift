public import Documents

/// A mark in the pods' templates, which makes the operator roll them.
public struct RestartChange: Sendable, Equatable {
    /// The annotation that bears the mark.
    public static let annotation = "radiant.dev/restarted-at"

    /// The write.
    public var patch: JSONPatch

    /// Works out where the mark goes.
    ///
    /// - Parameters:
    ///   - resource: The SeldonDeployment's document.
    ///   - deployment: Its name.
    ///   - predictor: The predictor; `nil` for all.
    ///   - mark: The text that is another one each time.
    /// - Throws: `OperationsError.noSuchPredictor`; `.badValue` where nothing can bear the mark.
    public init(
        of resource: JSON,
        named deployment: String,
        predictor: String?,
        mark: String
    )
        throws(OperationsError)
    {
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
        var count = 0
        for (index, json) in predictors.enumerated() {
            if let predictor, names[index] != predictor { continue }
            for (number, component) in (json["componentSpecs"]?.elements ?? []).enumerated() {
                let place = FieldPath([
                    .key("spec"), .key("predictors"), .index(index), .key("componentSpecs"),
                    .index(number), .key("metadata"),
                ])
                if component["metadata"] == nil {
                    operations.append(.add(path: place.pointer, value: .object([:])))
                }
                let annotations = place.key("annotations")
                if component["metadata"]?["annotations"] == nil {
                    operations.append(.add(path: annotations.pointer, value: .object([:])))
                }
                let value = JSON.string(mark)
                let path = annotations.key(RestartChange.annotation).pointer
                operations.append(.add(path: path, value: value))
                count += 1
            }
        }
        guard count > 0 else {
            throw .badValue(
                "a restart of \(deployment)",
                expected: "a predictor with componentSpecs, which can bear the mark"
            )
        }
        patch = JSONPatch(operations)
    }
}
