public import Inference

/// A model that returns the mean of each row.
public struct MeanModel: Model {
    /// The name of the only column of its answers.
    public let classNames = ["mean"]

    /// Makes a model.
    public init() {}

    /// Returns the mean of each row.
    public func predict(_ message: SeldonMessage) async throws -> Reply {
        .rows(
            try message.rows().map { row in
                guard !row.isEmpty else { throw ComponentError.badData("a row is empty") }
                return [row.reduce(0, +) / Double(row.count)]
            }
        )
    }
}
