/// What a field's text says as a value: a date, an amount in figures.
public struct FieldValues: Sendable, Hashable {
    /// The date as year, month and day of ISO 8601, such as `2012-11-03`; `nil` when the text holds none, or
    /// when its day and month could be exchanged.
    public let date: String?
    /// The amount as a decimal number with a point, such as `8283.50`; `nil` when there is none.
    public let amount: String?

    /// Looks for a date and an amount in a text, in European or Arabic digits.
    public init(of text: String) {
        let plain = Self.europeanDigits(text)
        let date = Self.date(in: plain)
        self.date = date
        amount = date == nil && !Self.looksLikeDate(plain) ? Self.amount(in: plain) : nil
    }

    /// The same text with the digits and decimal signs of Arabic as European ones.
    static func europeanDigits(_ text: String) -> String {
        String(
            text.map { character in
                switch character {
                case "٫": "."
                case "٬", "،": ","
                default:
                    character.wholeNumberValue.flatMap {
                        (0...9).contains($0) ? Character("\($0)") : nil
                    }
                        ?? character
                }
            }
        )
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Three numbers between slashes, dashes or points, or a month's name with day and year.
    private static func date(in text: String) -> String? {
        if let numbers = threeNumbers(in: text) {
            let (a, b, c) = numbers
            if (1900...2100).contains(a) { return iso(a, b, c) }
            guard let year = year(c) else { return nil }
            // Where both could be the month only a country tells which it is.
            if a == b || b > 12 { return iso(year, a, b) }
            return a > 12 ? iso(year, b, a) : nil
        }
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        for (index, word) in words.enumerated() {
            guard
                let month = months.firstIndex(where: {
                    word.hasPrefix($0) && word.first?.isLetter == true
                })
            else { continue }
            let numbers = words[max(0, index - 1)...].compactMap { Int($0) }
            guard let day = numbers.first(where: { (1...31).contains($0) }),
                let year = numbers.last.flatMap(year), numbers.count >= 2
            else { continue }
            return iso(year, month + 1, day)
        }
        return nil
    }

    private static func looksLikeDate(_ text: String) -> Bool { threeNumbers(in: text) != nil }

    private static func threeNumbers(in text: String) -> (Int, Int, Int)? {
        let parts = text.split(whereSeparator: \.isWhitespace)
            .first { part in part.filter { "/-.".contains($0) }.count == 2 }
        guard let parts else { return nil }
        let numbers = parts.split { "/-.".contains($0) }.compactMap { Int($0) }
        return numbers.count == 3 ? (numbers[0], numbers[1], numbers[2]) : nil
    }

    private static func year(_ number: Int) -> Int? {
        if (1900...2100).contains(number) { return number }
        return (0...99).contains(number) ? 2000 + number : nil
    }

    private static func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(year)-\(two(month))-\(two(day))"
    }

    /// A number with two decimals, or one that stands before `/-` or behind a currency's sign.
    private static func amount(in text: String) -> String? {
        let signs: Set<Character> = ["$", "£", "€", "₹"]
        for word in text.split(whereSeparator: \.isWhitespace) {
            let isMarked = word.hasSuffix("/-") || word.first.map(signs.contains) == true
            let figures = word.drop { signs.contains($0) || $0 == "*" || $0 == "#" }
                .prefix { $0.isNumber || $0 == "," || $0 == "." }
            let rest = word.drop { signs.contains($0) || $0 == "*" || $0 == "#" }
                .dropFirst(figures.count)
            guard rest.allSatisfy({ "/-*#=".contains($0) }) else { continue }
            if let value = decimal(String(figures), isMarked: isMarked) { return value }
        }
        return nil
    }

    private static func decimal(_ figures: String, isMarked: Bool) -> String? {
        let parts = figures.split(separator: ".", omittingEmptySubsequences: false)
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped =
            groups.dropFirst().allSatisfy { $0.count == 2 || $0.count == 3 }
            && (groups.last?.count == 3 || groups.count == 1)
        let whole = groups.joined()
        guard isGrouped, !whole.isEmpty, whole.count <= 15, whole.allSatisfy(\.isNumber) else {
            return nil
        }
        switch parts.count {
        case 2 where parts[1].count == 2 && parts[1].allSatisfy(\.isNumber):
            return "\(whole).\(parts[1])"
        case 1 where isMarked: return "\(whole).00"
        default: return nil
        }
    }
}
