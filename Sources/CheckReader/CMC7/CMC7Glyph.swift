/// A character of CMC-7: seven upright bars, whose six intervals carry its code.
///
/// Codes and measures are those of ISO 1004-2 as `CheckReader`'s documentation states them: two of the
/// six intervals are wide, four narrow.
public enum CMC7Glyph: Int, Sendable, Hashable, CaseIterable {
    case zero, one, two, three, four, five, six, seven, eight, nine
    /// SI to SV: account, amount, terminator, unused, routing.
    case symbol1, symbol2, symbol3, symbol4, symbol5

    /// Millimetres of a bar, from bar to bar with a narrow and a wide interval, and from one
    /// character to the next.
    static let bar = 0.15
    static let narrow = 0.30
    static let wide = 0.50
    static let pitch = 3.175
    /// Millimetres from the head to the foot of a digit.
    static let height = 2.85

    /// Modules of E-13B (0.013 inch), in which lines are measured, in a millimetre.
    static let modulesPerMillimetre = 1 / 0.3302

    /// The six intervals from left to right; `true` is wide.
    var intervals: [Bool] {
        let codes = [
            "001100", "100010", "011000", "101000", "100100", "000110", "001010", "110000",
            "010010", "010100", "100001", "010001", "001001", "000101", "000011",
        ]
        return codes[rawValue].map { $0 == "1" }
    }

    /// The character: a digit, or A to E for the symbols SI to SV, which have no place in Unicode.
    public var character: Character {
        Array("0123456789ABCDE")[rawValue]
    }

    /// The glyph of a character; `nil` when CMC-7's check alphabet has none.
    public init?(_ character: Character) {
        guard let glyph = Self.allCases.first(where: { $0.character == character }) else {
            return nil
        }
        self = glyph
    }

    /// Millimetres from the left edge of the first bar to that of each bar.
    var bars: [Double] {
        intervals.reduce(into: [0]) { places, isWide in
            places.append((places.last ?? 0) + (isWide ? Self.wide : Self.narrow))
        }
    }
}
