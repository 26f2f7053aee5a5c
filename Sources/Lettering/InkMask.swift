/// Where the ink of a line of text lies: one byte a point, 0 none to 255 full, row by row.
public struct InkMask: Sendable, Equatable {
    /// Points in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// How much of each point the ink covers, `width` × `height` of them.
    public let coverage: [UInt8]
    /// The row of the base line, counted from the top; letters such as g reach below it.
    public let baseline: Double
}
