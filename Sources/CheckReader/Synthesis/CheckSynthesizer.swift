internal import Glibc
public import Lettering
public import Pictures

/// Draws whole checks of several countries as scanners and phones see them, with all that is on them
/// known.
public struct CheckSynthesizer: Sendable {
    /// What may be asked for; `nil` leaves it to the lot.
    public struct Wish: Sendable, Hashable {
        /// One of ``conventions``.
        public var convention: String?
        /// One of ``sources``.
        public var source: String?

        /// A wish.
        public init(convention: String? = nil, source: String? = nil) {
            self.convention = convention
            self.source = source
        }
    }

    /// Names of the conventions that checks are drawn after: `us`, `in`, `gulf`, `uk`, `cmc7`.
    public static let conventions = CheckPlan.Convention.allCases.map(\.rawValue)
    /// What can have taken the picture: `scan`, `photo`.
    public static let sources = Conditions.Source.allCases.map(\.rawValue)

    private let scribe = Scribe()

    /// Makes sure that the typefaces are installed.
    ///
    /// - Throws: `LetteringError.missingFonts` with the packages that bring them.
    public init() throws(LetteringError) { try CheckFonts.check(scribe) }

    /// Draws check `index` of the series of a seed: the same seed, index and wish give the same bytes.
    public func check(seed: UInt64, index: Int, wish: Wish = Wish()) -> DrawnCheck {
        var g = SeededGenerator(seed: seed, index: index)
        let weighted: [CheckPlan.Convention] = [
            .unitedStates, .unitedStates, .unitedStates, .india, .india, .gulf, .gulf,
            .unitedKingdom, .cmc7,
        ]
        let lot = g.pick(weighted)
        let convention = wish.convention.flatMap(CheckPlan.Convention.init) ?? lot
        let plan = CheckPlan(convention, using: &g)
        let source = wish.source.flatMap(Conditions.Source.init)
        let conditions = Conditions.random(source: source, using: &g)
        return DrawnCheck(plan, under: conditions, scribe: scribe, using: &g)
    }
}
