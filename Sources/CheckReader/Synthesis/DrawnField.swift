public import Pictures

/// A field of a drawn check whose content is known.
public struct DrawnField: Sendable, Hashable {
    /// What it holds.
    public let kind: FieldKind
    /// What is printed or written there; empty for a signature.
    public let text: String
    /// Whether it looks written by hand.
    public let isHandwritten: Bool
    /// The box around it, in pixels of the picture.
    public let box: PixelBox
}
