public import Pictures

/// A field that was found on a check: its kind and place.
public struct FieldRegion: Sendable, Hashable {
    /// What it holds.
    public let kind: FieldKind
    /// The box around it, in pixels of the picture as stored.
    public let box: PixelBox
    /// How surely it is of this kind, 0 to 1.
    public let score: Double

    /// A field of its parts.
    public init(kind: FieldKind, box: PixelBox, score: Double) {
        self.kind = kind
        self.box = box
        self.score = score
    }
}
