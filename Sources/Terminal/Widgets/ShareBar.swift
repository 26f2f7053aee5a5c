/// A bar whose parts show shares of a whole, each filled in its own way.
public struct ShareBar: Sendable, Equatable {
    /// The shares in any unit, none of them negative.
    public var shares: [Double]

    /// A bar of shares.
    public init(_ shares: [Double]) {
        self.shares = shares.map { max(0, $0) }
    }

    /// The bar as text of exactly this many columns.
    ///
    /// A share that is not zero gets at least one column where there is room, so that a canary of 1 %
    /// is seen.
    public func text(columns: Int) -> String {
        let total = shares.reduce(0, +)
        guard columns > 0 else { return "" }
        guard total > 0 else { return String(repeating: "·", count: columns) }
        return zip(lengths(total: total, columns: columns), shares.indices)
            .map { String(repeating: Self.fills[$1 % Self.fills.count], count: $0) }
            .joined()
    }

    private static let fills: [Character] = ["█", "░", "▓", "▒"]

    private func lengths(total: Double, columns: Int) -> [Int] {
        var lengths = shares.map { Int(($0 / total * Double(columns)).rounded(.down)) }
        for index in shares.indices where shares[index] > 0 && lengths[index] == 0 {
            lengths[index] = 1
        }
        while lengths.reduce(0, +) != columns {
            let excess = lengths.reduce(0, +) - columns
            // What is over goes from the longest; what is missing goes where most was rounded off.
            let index = lengths.indices.max { left, right in
                excess > 0
                    ? lengths[left] < lengths[right]
                    : remainder(left, lengths, total, columns)
                        < remainder(right, lengths, total, columns)
            }
            guard let index else { break }
            lengths[index] -= excess > 0 ? 1 : -1
        }
        return lengths
    }

    private func remainder(
        _ index: Int,
        _ lengths: [Int],
        _ total: Double,
        _ columns: Int
    )
        -> Double
    {
        shares[index] == 0
            ? -Double(columns) : shares[index] / total * Double(columns) - Double(lengths[index])
    }
}
