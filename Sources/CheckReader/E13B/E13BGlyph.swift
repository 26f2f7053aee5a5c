/// A character of the E-13B font (ISO 1004-1): the digits and four symbols.
public enum E13BGlyph: Int, Sendable, Hashable, CaseIterable {
    case zero, one, two, three, four, five, six, seven, eight, nine
    case transit, amount, onUs, dash

    /// The character in Unicode's OCR block.
    ///
    /// The names that Unicode gives to U+2448 and U+2449 are swapped; the shapes are what counts.
    public var character: Character {
        switch self {
        case .transit: "\u{2446}"
        case .amount: "\u{2447}"
        case .onUs: "\u{2448}"
        case .dash: "\u{2449}"
        default: Character(String(rawValue))
        }
    }

    /// The glyph of a digit or of a character in Unicode's OCR block; `nil` for any other.
    public init?(_ character: Character) {
        guard let glyph = Self.allCases.first(where: { $0.character == character }) else {
            return nil
        }
        self = glyph
    }

    /// Whether this is one of the ten digits.
    public var isDigit: Bool { rawValue < 10 }
}

/// The measures of the font in modules, the unit of its design: 0.013 inch.
public enum E13B {
    /// Modules from the right edge of a character to that of the next: 0.125 inch.
    public static let pitch = 0.125 / 0.013
    /// Modules from the top to the foot of a digit: 0.117 inch.
    public static let height = 9.0
    /// Inches in a module.
    public static let inchesPerModule = 0.013
}
