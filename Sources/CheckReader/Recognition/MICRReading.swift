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

    /// How likely the whole line is right, 0 to 1; 0 without one.
    public internal(set) var confidence: Double

    /// A line of characters that are right or wrong each by itself.
    public init(characters: [Character], reason: String? = nil) {
        self.characters = characters
        self.reason = reason
        confidence = characters.isEmpty ? 0 : characters.reduce(1) { $0 * $1.confidence }
    }

    /// No line, and why.
    public static func nothing(_ reason: String) -> MICRReading {
        MICRReading(characters: [], reason: reason)
    }

    /// The line in Unicode's OCR block; empty when nothing was read.
    public var micr: String { String(characters.map(\.character)) }

    /// Whether each character is one of a line that is known, in its place.
    public func matches(_ known: String) -> [Bool] {
        var isRight = [Bool](repeating: false, count: characters.count)
        for pair in Agreement.aligned(characters.map(\.character), Array(known)) {
            guard let read = pair.0, let there = pair.1 else { continue }
            let character = known[known.index(known.startIndex, offsetBy: there)]
            isRight[read] = characters[read].character == character
        }
        return isRight
    }
}
