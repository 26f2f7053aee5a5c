/// The order of symbols and fields on the checks of a country.
struct LineLayout: Sendable {
    /// A field that has a name everywhere.
    enum Field: Hashable {
        case transit
        case account
        case serial
        case amount
        case code
        /// A field whose meaning differs or is not known.
        case other
    }

    /// One step along the line.
    private enum Part {
        case symbol(Character)
        /// Digits, and where allowed dashes, so many characters.
        case run(Field, ClosedRange<Int>, dashes: Bool)
    }

    let country: String
    private let parts: [Part]

    /// The fields when the layout fits the whole line; several runs of one field are put together.
    func fields(of micr: String) -> [Field: String]? {
        Self.match(Array(micr)[...], parts[...])
    }

    private static func match(
        _ text: ArraySlice<Character>,
        _ parts: ArraySlice<Part>
    ) -> [Field: String]? {
        guard let part = parts.first else { return text.isEmpty ? [:] : nil }
        let rest = parts.dropFirst()
        switch part {
        case .symbol(let symbol):
            return text.first == symbol ? match(text.dropFirst(), rest) : nil
        case .run(let field, let range, let dashes):
            let length = text.prefix { $0.isNumber || (dashes && $0 == "⑉") }.count
            guard length >= range.lowerBound else { return nil }
            for count in stride(
                from: min(length, range.upperBound),
                through: range.lowerBound,
                by: -1
            ) {
                guard var found = match(text.dropFirst(count), rest) else { continue }
                if field != .other, count > 0 {
                    found[field] = String(text.prefix(count)) + (found[field] ?? "")
                }
                return found
            }
            return nil
        }
    }

    /// Reads a layout: symbols as they are, `t9` nine digits of the transit number, `a4-13` an
    /// account of 4 to 13, `A` the same with dashes, `s` serial, `m` amount, `c` code, `x` other.
    init(_ country: String, _ pattern: String) {
        self.country = country
        var parts: [Part] = []
        for word in pattern.split(separator: " ") {
            guard let kind = word.first else { continue }
            let numbers = word.dropFirst().split(separator: "-").compactMap { Int($0) }
            guard let low = numbers.first, let high = numbers.last else {
                parts.append(.symbol(kind))
                continue
            }
            let field: Field =
                switch kind {
                case "t": .transit
                case "a", "A": .account
                case "s": .serial
                case "m": .amount
                case "c": .code
                default: .other
                }
            parts.append(.run(field, low...high, dashes: kind == "A"))
        }
        self.parts = parts
    }

    /// The layouts, each also with an encoded amount at its end.
    static let all: [LineLayout] = plain.flatMap { entry in
        [
            LineLayout(entry.country, entry.pattern),
            LineLayout(entry.country, entry.pattern + " ⑇ m10-13 ⑇"),
        ]
    }

    private static let plain: [(country: String, pattern: String)] = [
        ("US", "⑆ t9 ⑆ A4-17 ⑈ s1-5"), ("US", "⑆ t9 ⑆ A4-12 ⑈"),
        ("US", "⑈ s4-11 ⑈ ⑆ t9 ⑆ A4-17 ⑈"), ("US", "⑈ s4-11 ⑈ ⑆ t9 ⑆ ⑈ a4-17 ⑈"),
        ("US", "⑆ t4 ⑉ t4 ⑆ A4-17 ⑈"), ("US", "⑆ t4 ⑉ t4 ⑆ ⑈ s4-11 ⑈"),
        ("CA", "⑈ s1-12 ⑈ ⑆ t5 ⑉ t3 ⑆ A3-17 ⑈ c0-2"), ("CA", "⑆ t5 ⑉ t3 ⑆ A3-17 ⑈ c0-2"),
        ("GB", "⑈ s6 ⑈ t2 ⑉ t4 ⑆ a8 ⑈ c0-2"),
        ("IN", "⑈ s6 ⑈ t9 ⑆ a6 ⑈ c2"), ("IN", "⑈ s6 ⑈ t9 ⑆ c2"), ("IN", "⑈ s6 ⑈ t9 ⑆ a7 ⑈ c3"),
        ("QA", "⑈ s8 ⑈ x1 ⑆ t9 ⑆ ⑈ a13 ⑈"), ("AE", "⑈ s6-8 ⑆ t9 ⑆ ⑈ a6-16 ⑈ c0-3"),
        ("OM", "⑈ s8 ⑈ ⑆ t2 ⑉ t4 ⑆ a14 ⑈ c3"), ("BH", "⑈ s6 ⑈ t2 ⑉ t2 ⑆ a13 ⑈ c2"),
        ("TR", "⑈ s7 ⑈ t3 ⑉ t4 ⑆ a16 ⑈"), ("MY", "⑆ x2 ⑈ s6 ⑈ t2 ⑉ t5 ⑆ a10 ⑈ c2"),
        ("SG", "⑆ x1 ⑈ s6 ⑈ t4 ⑉ t3 ⑆ a10 ⑈ c0-2"), ("MV", "⑈ x2 ⑈ s7 ⑈ t6 ⑆ a16 ⑈ x1 ⑈"),
        ("ID", "⑈ s6 ⑈ t3 ⑉ t4 ⑆ a10 ⑈ c2"), ("PH", "⑈ s7-10 ⑈ t5 ⑉ t4 ⑆ a12 ⑈"),
        ("AU", "⑈ s6 ⑈ t3 ⑉ t3 ⑆ A5-12 ⑈ c0-3"),
    ]
}
