public import Inference

/// A combiner that returns the mean of arrays of one shape.
public struct MeanCombiner: Combiner {
    /// Makes a combiner.
    public init() {}

    /// Returns the mean, cell by cell.
    public func aggregate(_ messages: [SeldonMessage]) async throws -> Reply {
        let arrays = try messages.map { try $0.rows() }
        guard var sum = arrays.first else {
            throw ComponentError.badData("there is nothing to combine")
        }
        for rows in arrays.dropFirst() {
            guard rows.map(\.count) == sum.map(\.count) else {
                throw ComponentError.badData("the arrays differ in shape")
            }
            for (index, row) in rows.enumerated() {
                sum[index] = zip(sum[index], row).map(+)
            }
        }
        return .rows(sum.map { row in row.map { $0 / Double(arrays.count) } })
    }
}
