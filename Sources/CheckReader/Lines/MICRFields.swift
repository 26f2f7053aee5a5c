/// What the parts of a MICR line are, as far as the sequence of its symbols says.
///
/// A field is named only when exactly one layout of the known countries fits the line, or when all
/// that fit agree on it. A check digit is looked at to tell right from wrong, never to repair.
public struct MICRFields: Sendable, Hashable {
    /// The country, by ISO 3166, whose layout is the only one that fits.
    public var country: String?
    /// The number of the bank and its branch.
    public var transit: String?
    /// Whether the check digit of ``transit`` is right; `nil` where the country has none.
    public var isTransitValid: Bool?
    /// The number of the account.
    public var account: String?
    /// The number of the check.
    public var serial: String?
    /// The amount in the smallest unit of the currency, as digits.
    public var amount: String?
    /// The code of the transaction.
    public var code: String?

    /// Takes a line apart.
    ///
    /// - Parameter micr: the line in Unicode's OCR block, without blanks.
    public init(of micr: String) {
        let fitting = LineLayout.all.compactMap { layout in
            layout.fields(of: micr).map { (layout.country, $0) }
        }
        let countries = Set(fitting.map(\.0))
        country = countries.count == 1 ? countries.first : nil
        func agreed(_ name: LineLayout.Field) -> String? {
            let values = Set(fitting.map { $0.1[name] })
            return values.count == 1 ? values.first.flatMap { $0 } : nil
        }
        transit = agreed(.transit)
        account = agreed(.account)
        serial = agreed(.serial)
        code = agreed(.code)
        amount = agreed(.amount) ?? Self.enclosed(in: micr, by: "⑇")
        if fitting.isEmpty { transit = Self.enclosed(in: micr, by: "⑆") }
        if let transit, country == "US" || (country == nil && RoutingNumber.isValid(transit)),
            transit.count == 9
        {
            isTransitValid = RoutingNumber.isValid(transit)
        }
    }

    /// The digits between the first two of the symbol.
    private static func enclosed(in micr: String, by symbol: Character) -> String? {
        guard let first = micr.firstIndex(of: symbol) else { return nil }
        let rest = micr[micr.index(after: first)...]
        guard let second = rest.firstIndex(of: symbol) else { return nil }
        let digits = rest[..<second]
        guard !digits.isEmpty, digits.allSatisfy({ $0.isNumber || $0 == "⑉" }) else { return nil }
        return digits.filter { $0 != "⑉" }
    }
}
