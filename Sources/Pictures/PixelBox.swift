/// A box in a picture, in pixels; `right` and `bottom` lie just outside.
public struct PixelBox: Sendable, Hashable {
    /// The first column.
    public var left: Int
    /// The first row.
    public var top: Int
    /// The column after the last.
    public var right: Int
    /// The row after the last.
    public var bottom: Int

    /// A box of its four edges.
    public init(left: Int, top: Int, right: Int, bottom: Int) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    /// Columns, 0 for an empty box.
    public var width: Int { max(0, right - left) }
    /// Rows, 0 for an empty box.
    public var height: Int { max(0, bottom - top) }
}
