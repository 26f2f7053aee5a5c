/// How a cell looks.
public struct Style: Sendable, Hashable {
    /// What a cell's character is drawn with beside its colours.
    public struct Attributes: OptionSet, Sendable, Hashable {
        /// One bit an attribute.
        public var rawValue: UInt8

        /// Attributes from their bits.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// Heavier or brighter.
        public static let bold = Attributes(rawValue: 1)
        /// Fainter.
        public static let dim = Attributes(rawValue: 2)
        /// Slanted.
        public static let italic = Attributes(rawValue: 4)
        /// Underlined.
        public static let underline = Attributes(rawValue: 8)
        /// Foreground and background swapped.
        public static let reverse = Attributes(rawValue: 16)
    }

    /// The colour of the character.
    public var foreground: Color
    /// The colour behind it.
    public var background: Color
    /// Bold, underline and the like.
    public var attributes: Attributes

    /// A look; by default the terminal's own.
    public init(
        foreground: Color = .standard,
        background: Color = .standard,
        attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// This look with more attributes.
    public func with(_ more: Attributes) -> Style {
        Style(
            foreground: foreground,
            background: background,
            attributes: attributes.union(more)
        )
    }

    /// This look in front of another's background, as text on a selected row is.
    public func on(_ ground: Style) -> Style {
        Style(
            foreground: foreground == .standard ? ground.foreground : foreground,
            background: ground.background,
            attributes: attributes.union(ground.attributes)
        )
    }
}
