/// The components that `radiant component NAME` serves.
public enum ExampleComponents {
    /// How to make each, by its name.
    public static let all: [String: @Sendable (Parameters) throws -> any GraphComponent] = [
        "echo-model": { _ in EchoModel() },
        "mean-model": { _ in MeanModel() },
        "mean-combiner": { _ in MeanCombiner() },
        "random-router": { try RandomRouter($0) },
        "troubled-model": { try TroubledModel($0) },
    ]

    /// Makes the component of a name.
    ///
    /// - Throws: `ComponentError.unknownExample` or `.badParameter`.
    public static func make(_ name: String, _ parameters: Parameters) throws -> any GraphComponent {
        guard let make = all[name] else {
            throw ComponentError.unknownExample(name, known: all.keys.sorted())
        }
        return try make(parameters)
    }
}
