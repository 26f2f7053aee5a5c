import Seldon

/// What a unit of a graph is asked on the way of a request, by the rules of Seldon's executor.
struct StepUnit {
    let unit: PredictiveUnit

    /// Whether it has a container that can be asked.
    var isCalled: Bool { !unit.implementation.isBuiltIn }

    /// What it is asked with a message that arrives.
    var inputPath: String? {
        guard isCalled else { return nil }
        if type == .transformer || unit.methods.contains(.transformInput) {
            return "/transform-input"
        }
        return type == .model ? "/predict" : nil
    }

    /// What it is asked with the message that leaves.
    var outputPath: String? {
        guard isCalled else { return nil }
        let transforms = type == .outputTransformer || unit.methods.contains(.transformOutput)
        return transforms ? "/transform-output" : nil
    }

    /// Whether it is asked which child a message goes to.
    var routes: Bool { isCalled && (type == .router || unit.methods.contains(.route)) }

    /// Whether it makes one message of its children's.
    var aggregates: Bool { isCalled && (type == .combiner || unit.methods.contains(.aggregate)) }

    private var type: UnitType? {
        if let type = unit.type { return type }
        return unit.methods.isEmpty ? .model : nil
    }
}
