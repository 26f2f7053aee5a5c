internal import Lettering

/// A check as it will be drawn: its size, its MICR line and everything else on it.
struct CheckPlan: Sendable {
    /// Whose conventions a check follows.
    enum Convention: String, Sendable, CaseIterable {
        case unitedStates = "us"
        case india = "in"
        case gulf
        case unitedKingdom = "uk"
        /// France and Brazil, whose lines are printed in CMC-7.
        case cmc7
    }

    /// A MICR line in either font.
    enum Line: Sendable {
        case e13b(LineText)
        case cmc7([CMC7Glyph?])

        /// The characters without blanks.
        var micr: String {
            switch self {
            case .e13b(let text): text.micr
            case .cmc7(let glyphs): String(glyphs.compactMap { $0?.character })
            }
        }

        /// Modules from the left edge of the first position to the right edge of the last.
        var length: Double {
            switch self {
            case .e13b(let text): Double(text.positions.count) * E13B.pitch
            case .cmc7(let glyphs): Double(glyphs.count) * CMC7Glyph.pitch / 0.3302
            }
        }
    }

    /// Modules in an inch.
    static let inch = 1 / E13B.inchesPerModule

    let convention: Convention
    let line: Line
    /// Modules.
    let width: Double
    let height: Double
    /// Where the last position of the line ends, and where the tops of its digits lie.
    let lineRight: Double
    let lineTop: Double
    /// The light that the paper takes.
    let paper: Ink
    var items: [SheetItem]

    /// A check of the convention, everything on it drawn by lot.
    init(_ convention: Convention, using g: inout SeededGenerator) {
        let line = Self.line(of: convention, using: &g)
        let size = Self.size(of: convention, using: &g)
        let right =
            convention == .india
            ? g.uniform(1.2, 2.2) * Self.inch : g.uniform(0.25, 0.4) * Self.inch
        let width = max(size.wide * Self.inch, line.length + right + 0.3 * Self.inch)
        let height = size.high * Self.inch
        self.convention = convention
        self.line = line
        self.width = width
        self.height = height
        lineRight = width - min(right, width - line.length - 0.27 * Self.inch)
        lineTop = height - g.uniform(0.2, 0.28) * Self.inch - E13B.height
        let tone = g.uniform(0.01, 0.13)
        paper = Ink(
            red: tone * g.uniform(0.2, 1),
            green: tone * g.uniform(0.2, 1),
            blue: tone * g.uniform(0.2, 1)
        )
        items = []
        items += SecurityPrint.random(on: (width, height), using: &g).map(SheetItem.pattern)
        var writer = CheckWriter(plan: self, using: &g)
        switch convention {
        case .unitedStates: writer.unitedStates(using: &g)
        case .india: writer.india(using: &g)
        case .gulf: writer.gulf(using: &g)
        case .unitedKingdom: writer.unitedKingdom(using: &g)
        case .cmc7: writer.continental(using: &g)
        }
        writer.marks(using: &g)
        items += writer.items
    }

    private static func line(of convention: Convention, using g: inout SeededGenerator) -> Line {
        func e13b(_ country: LineText.Country, _ g: inout SeededGenerator) -> Line {
            .e13b(LineText(LineText.pattern(of: country, &g), country: country))
        }
        switch convention {
        case .unitedStates: return e13b(g.chance(0.2) ? .canada : .unitedStates, &g)
        case .india: return e13b(.india, &g)
        case .gulf: return e13b(g.pick([.qatar, .emirates, .oman, .bahrain]), &g)
        case .unitedKingdom: return e13b(.unitedKingdom, &g)
        case .cmc7:
            let text =
                g.chance(0.5)
                ? "C\(g.digits(7))C \(g.digits(12))E \(g.digits(12))A"
                : "C\(g.digits(8))C \(g.digits(10))E \(g.digits(12))A"
            return .cmc7(text.map { CMC7Glyph($0) })
        }
    }

    /// Inches.
    private static func size(
        of convention: Convention,
        using g: inout SeededGenerator
    ) -> (wide: Double, high: Double) {
        switch convention {
        case .unitedStates:
            g.chance(0.5) ? (6, 2.75) : g.pick([(8.5, 3.5), (8.25, 3), (8.5, 3.66)])
        case .india: (8, 3.66)
        case .gulf: g.pick([(6.1, 2.95), (6.8, 3.3), (7, 3.2)])
        case .unitedKingdom: g.pick([(6.3, 3.0), (8, 3.5)])
        case .cmc7: g.pick([(6.9, 3.15), (6.9, 2.95)])
        }
    }
}
