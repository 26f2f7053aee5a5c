/// The light that a picture's plane records.
enum Channel: Sendable, CaseIterable {
    case gray, red, green, blue
}

/// What an ink takes away of red, green and blue light, 0 nothing to 1 all.
struct Ink: Sendable, Hashable {
    var red: Double
    var green: Double
    var blue: Double

    /// An ink that takes the same of every colour.
    static func black(_ strength: Double) -> Ink {
        Ink(red: strength, green: strength, blue: strength)
    }

    /// How much light of the plane it takes; grey is weighed as the eye does (ITU-R BT.601).
    func absorption(in channel: Channel) -> Double {
        switch channel {
        case .gray: 0.299 * red + 0.587 * green + 0.114 * blue
        case .red: red
        case .green: green
        case .blue: blue
        }
    }

    /// The same ink, thinner.
    func weakened(to share: Double) -> Ink {
        Ink(red: red * share, green: green * share, blue: blue * share)
    }

    /// A pen's: mostly blue or black.
    static func pen(using g: inout SeededGenerator) -> Ink {
        let strength = g.uniform(0.6, 0.95)
        return switch g.integer(0...9) {
        case 0...4: Ink(red: strength, green: strength * 0.85, blue: strength * 0.35)
        case 5: Ink(red: 0.3 * strength, green: strength, blue: strength * 0.9)
        case 6: Ink(red: strength, green: 0.4 * strength, blue: 0.75 * strength)
        default: black(strength)
        }
    }

    /// A security printer's pastel.
    static func pastel(using g: inout SeededGenerator) -> Ink {
        let strength = g.uniform(0.08, 0.32)
        return Ink(
            red: strength * g.uniform(0.1, 1),
            green: strength * g.uniform(0.1, 1),
            blue: strength * g.uniform(0.1, 1)
        )
    }
}
