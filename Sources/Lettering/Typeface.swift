/// A typeface as fontconfig knows it: a family, or several of which the first at hand is taken.
public struct Typeface: Sendable, Hashable {
    /// The families, best first, by the names that `fc-list : family` prints.
    public var families: [String]
    /// Whether it is to be bold.
    public var isBold: Bool
    /// Whether it is to be slanted.
    public var isItalic: Bool

    /// A typeface of its families.
    public init(_ families: String..., isBold: Bool = false, isItalic: Bool = false) {
        self.families = families
        self.isBold = isBold
        self.isItalic = isItalic
    }

    /// The same typeface in bold.
    public var bold: Typeface {
        var copy = self
        copy.isBold = true
        return copy
    }
}
