/// A MICR line as it is to be printed: glyphs and blank positions from left to right, in fields.
struct LineText: Sendable, Equatable {
    /// One position: a glyph, or a blank.
    typealias Position = E13BGlyph?

    /// The positions of each field; fields may be printed in passes of their own.
    var fields: [[Position]]
    /// The country whose convention the line follows, for the choice of a layout around it.
    var country: Country

    /// Where a check comes from.
    enum Country: String, Sendable, CaseIterable {
        case unitedStates, canada, unitedKingdom, india, qatar, emirates, oman, bahrain, turkey
        case malaysia, singapore, maldives, indonesia, philippines, australia, arbitrary
    }

    /// All positions from left to right.
    var positions: [Position] { fields.flatMap { $0 } }

    /// The characters without blanks.
    var micr: String { String(positions.compactMap { $0?.character }) }

    /// Reads a pattern: digits and the four symbols, `␣` or a space for a blank, `|` between fields.
    init(_ pattern: String, country: Country) {
        fields = pattern.split(separator: "|").map { part in part.map { E13BGlyph($0) } }
        self.country = country
    }

    /// A line of a random country and content.
    static func random(using generator: inout SeededGenerator) -> LineText {
        let country = generator.pick(weighted)
        return LineText(pattern(of: country, &generator), country: country)
    }

    private static let weighted: [Country] =
        [Country](repeating: .unitedStates, count: 12) + [Country](repeating: .india, count: 6)
        + [Country](repeating: .arbitrary, count: 10) + [.canada, .canada, .canada]
        + [.unitedKingdom, .unitedKingdom, .qatar, .qatar, .emirates, .oman, .bahrain, .turkey]
        + [.malaysia, .singapore, .maldives, .indonesia, .philippines, .australia]

    static func pattern(of country: Country, _ g: inout SeededGenerator) -> String {
        switch country {
        case .unitedStates: unitedStates(&g)
        case .canada:
            "⑈\(g.digits(g.integer(3...7)))⑈| |⑆\(g.digits(5))⑉\(g.digits(3))⑆| |\(g.digits(3))⑉\(g.digits(3))⑉\(g.digits(g.integer(1...3)))⑈"
                + (g.chance(0.3) ? "| |\(g.digits(2))" : "") + amount(&g, 10, 0.2)
        case .unitedKingdom:
            "⑈\(g.digits(6))⑈|  |\(g.digits(2))⑉\(g.digits(4))⑆| |\(g.digits(8))⑈"
                + (g.chance(0.4) ? "| |\(g.digits(2))" : "") + amount(&g, 11, 0.1)
        case .india:
            "⑈\(g.digits(6))⑈| |\(g.digits(9))⑆| |"
                + (g.chance(0.75) ? "\(g.digits(6))⑈| |" : "       | |")
                + g.pick(["10", "11", "13", "29", "31", "16"]) + amount(&g, 13, 0.05)
        case .qatar: "⑈\(g.digits(8))⑈\(g.digits(1))⑆634\(g.digits(6))⑆⑈\(g.digits(13))⑈"
        case .emirates:
            "⑈\(g.digits(g.integer(6...8)))⑆\(g.digits(9))⑆⑈\(g.digits(g.integer(10...13)))⑈"
                + (g.chance(0.3) ? g.digits(3) : "")
        case .oman: "⑈\(g.digits(8))⑈⑆\(g.digits(2))⑉\(g.digits(4))⑆\(g.digits(14))⑈\(g.digits(3))"
        case .bahrain:
            "⑈\(g.digits(6))⑈| |\(g.digits(2))⑉\(g.digits(2))⑆| |\(g.digits(13))⑈|\(g.digits(2))"
        case .turkey: "⑈\(g.digits(7))⑈\(g.digits(3))⑉\(g.digits(4))⑆\(g.digits(16))⑈"
        case .malaysia:
            "⑆\(g.digits(2))⑈| |\(g.digits(6))⑈|\(g.digits(2))⑉\(g.digits(5))⑆| |\(g.digits(10))⑈|\(g.digits(2))"
        case .singapore:
            "⑆\(g.digits(1))⑈\(g.digits(6))⑈|\(g.digits(4))⑉\(g.digits(3))⑆|\(g.digits(10))⑈"
                + (g.chance(0.5) ? g.digits(2) : "")
        case .maldives:
            "⑈\(g.digits(2))⑈\(g.digits(7))⑈|\(g.digits(6))⑆\(g.digits(16))⑈\(g.digits(1))⑈"
        case .indonesia:
            "⑈\(g.digits(6))⑈|\(g.digits(3))⑉\(g.digits(4))⑆| |\(g.digits(10))⑈|\(g.digits(2))"
        case .philippines:
            "⑈\(g.digits(g.integer(7...10)))⑈| |\(g.digits(5))⑉\(g.digits(4))⑆|\(g.digits(12))⑈"
        case .australia:
            "⑈\(g.digits(6))⑈| |\(g.digits(3))⑉\(g.digits(3))⑆|\(g.digits(4))⑉\(g.digits(5))⑈"
                + amount(&g, 10, 0.2)
        case .arbitrary: arbitrary(&g)
        }
    }

    private static func unitedStates(_ g: inout SeededGenerator) -> String {
        let prefix = g.pick(["0", "1", "2", "3"])
        let routing = RoutingNumber.completing(prefix + g.digits(7))
        let account = g.digits(g.integer(6...12))
        let onUs =
            g.chance(0.25)
            ? "\(account.prefix(4))⑉\(account.dropFirst(4))⑈" : account + "⑈"
        switch g.integer(0...5) {
        case 0: return "⑆\(routing)⑆| |\(onUs)| |\(g.digits(4))" + amount(&g, 10, 0.3)
        case 1: return "⑆\(routing)⑆| |\(g.digits(4))| |\(onUs)" + amount(&g, 10, 0.3)
        case 2: return "⑆\(routing)⑆|\(onUs)|\(g.digits(g.integer(3...4)))"
        case 3:
            return "⑆\(g.digits(4))⑉\(g.digits(4))⑆| |⑈\(g.digits(7))⑈" + amount(&g, 10, 0.5)
        default:
            return "⑈\(g.digits(g.integer(4...10)))⑈| |⑆\(routing)⑆| |\(onUs)"
                + amount(&g, 10, 0.3)
        }
    }

    private static func amount(
        _ g: inout SeededGenerator,
        _ digits: Int,
        _ probability: Double
    ) -> String {
        guard g.chance(probability) else { return "" }
        let value = g.digits(g.integer(3...7))
        return "| |⑇" + String(repeating: "0", count: digits - value.count) + value + "⑇"
    }

    /// Any glyph after any other: what keeps a reader from learning the conventions by heart.
    private static func arbitrary(_ g: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<g.integer(12...36) {
            if g.chance(0.1) { text += " " }
            let glyph =
                g.chance(0.72)
                ? E13BGlyph.allCases[g.integer(0...9)] : E13BGlyph.allCases[g.integer(10...13)]
            text.append(glyph.character)
        }
        return text
    }
}
