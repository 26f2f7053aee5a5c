/// How many colours a terminal can show.
public enum ColorDepth: Sendable, Hashable, Comparable {
    /// None: only bold, underline and reverse.
    case none
    /// The eight ANSI colours.
    case eight
    /// These, and a bright one of each.
    case sixteen
    /// The 256 colours of xterm's palette.
    case palette
    /// Red, green and blue of 8 bits each.
    case direct

    /// The number that a terminal of this depth knows a colour by, or `nil` for its own colour.
    ///
    /// - Parameter color: The colour that is wanted.
    /// - Returns: 0 to 7, 0 to 15, 0 to 255, or `0xRRGGBB`; the nearest there is.
    public func index(of color: Color) -> Int32? {
        switch (self, color) {
        case (_, .standard), (.none, _):
            nil
        case (.palette, .ansi(let index)), (.sixteen, .ansi(let index)):
            Int32(index & 15)
        case (.eight, .ansi(let index)):
            Int32(index & 7)
        case (.direct, .ansi(let index)):
            // A terminal in direct colour takes 0 to 7 for the ANSI colours and has no bright ones.
            Int32(index & 7)
        case (.direct, .rgb(let red, let green, let blue)):
            // For the same reason the seven darkest blues are out of reach.
            max(8, Int32(red) << 16 | Int32(green) << 8 | Int32(blue))
        case (.palette, .rgb(let red, let green, let blue)):
            Self.nearestInPalette(red, green, blue)
        case (.eight, .rgb(let red, let green, let blue)):
            Self.nearestOfEight(red, green, blue)
        case (.sixteen, .rgb(let red, let green, let blue)):
            Self.nearestOfEight(red, green, blue) + (max(red, green, blue) >= 192 ? 8 : 0)
        }
    }

    /// xterm's palette: a cube of 6 x 6 x 6 from 16, and 24 greys from 232.
    private static func nearestInPalette(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
        let levels: [Int32] = [0, 95, 135, 175, 215, 255]
        let wanted = [Int32(red), Int32(green), Int32(blue)]
        let steps = wanted.map { value in
            levels.indices.min { (levels[$0] - value).magnitude < (levels[$1] - value).magnitude }
                ?? 0
        }
        let grey = max(0, min(23, ((wanted.reduce(0, +) / 3) - 8 + 5) / 10))
        let cubeError = zip(steps, wanted).reduce(0) { sum, pair in
            sum + (levels[pair.0] - pair.1) * (levels[pair.0] - pair.1)
        }
        let greyError = wanted.reduce(0) { $0 + (8 + 10 * grey - $1) * (8 + 10 * grey - $1) }
        return greyError < cubeError
            ? 232 + grey
            : 16 + Int32(36 * steps[0] + 6 * steps[1] + steps[2])
    }

    private static func nearestOfEight(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
        let strongest = max(red, green, blue)
        guard strongest >= 64 else { return 0 }
        // A component counts when it comes near the strongest one, so that pale colours keep a hue.
        let threshold = Int(strongest) * 3 / 4
        return (Int(red) >= threshold ? 1 : 0)
            | (Int(green) >= threshold ? 2 : 0)
            | (Int(blue) >= threshold ? 4 : 0)
    }
}
