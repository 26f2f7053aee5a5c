/// What was read of a MICR line.
public struct MICRReading: Sendable, Hashable {
    /// A character of the line.
    public struct Character: Sendable, Hashable {
        /// The character in Unicode's OCR block, or a digit.
        public var character: Swift.Character
        /// How likely it is right, 0 to 1.
        public var confidence: Double
        /// The columns of the crop that it takes.
        public var columns: Range<Int>
        /// What else it may be.
        public var rival: Rival?

        /// A character of its parts.
        public init(character: Swift.Character, confidence: Double, columns: Range<Int>) {
            self.character = character
            self.confidence = confidence
            self.columns = columns
        }
    }

    /// What a character may be instead.
    public struct Rival: Sendable, Hashable {
        /// The character.
        public var character: Swift.Character
        /// How likely it is that, 0 to 1.
        public var confidence: Double
    }

    /// Below this confidence a line is not to be relied on: somebody should look at it.
    public static let sureness = 0.9

    /// Whether the line is too doubtful to be relied on, or there is none.
    public var isUnsure: Bool { confidence < Self.sureness }

    /// The characters from left to right, without blanks.
    public var characters: [Character]
    /// Why there are none.
    public var reason: String?

    /// A line of characters.
    public init(characters: [Character], reason: String? = nil) {
        self.characters = characters
        self.reason = reason
    }

    /// No line, and why.
    public static func nothing(_ reason: String) -> MICRReading {
        MICRReading(characters: [], reason: reason)
    }

    /// The line in Unicode's OCR block; empty when nothing was read.
    public var micr: String { String(characters.map(\.character)) }

    /// How likely the whole line is right: the product of its characters' confidences.
    public var confidence: Double {
        characters.isEmpty ? 0 : characters.reduce(1) { $0 * $1.confidence }
    }
}
