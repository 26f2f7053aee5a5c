/// What plain scalars of YAML 1.1 mean.
enum YAMLScalar {
    private static let words: [String: JSON] = {
        var words: [String: JSON] = ["": .null, "~": .null]
        let meanings: [(String, JSON)] = [
            ("null", .null), ("true", true), ("yes", true), ("on", true), ("y", true),
            ("false", false), ("no", false), ("off", false), ("n", false),
        ]
        for (word, value) in meanings {
            let capitalized = word.prefix(1).uppercased() + word.dropFirst()
            for form in [word, capitalized, word.uppercased()] { words[form] = value }
        }
        return words
    }()

    static func resolve(_ text: String) -> JSON {
        if let word = words[text] { return word }
        guard let first = text.utf8.first, first < 0x3A, first != 0x2F else { return .string(text) }
        return number(text) ?? .string(text)
    }

    private static func number(_ text: String) -> JSON? {
        let digits = text.filter { $0 != "_" }
        let isNegative = digits.hasPrefix("-")
        let magnitude = digits.drop { $0 == "-" || $0 == "+" }
        guard digits.count - magnitude.count <= 1, !magnitude.isEmpty else { return nil }
        let radixes = [("0x", 16), ("0o", 8), ("0b", 2)]
        for (prefix, radix) in radixes where magnitude.hasPrefix(prefix) {
            return Int(magnitude.dropFirst(2), radix: radix).map { .int(isNegative ? -$0 : $0) }
        }
        if magnitude.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            if magnitude.count > 1, magnitude.first == "0" {
                return Int(magnitude, radix: 8).map { .int(isNegative ? -$0 : $0) }
            }
            return .number(JSONNumber(validated: (isNegative ? "-" : "") + magnitude))
        }
        guard magnitude.utf8.allSatisfy(isPartOfDecimal), magnitude.contains(where: \.isNumber),
            let value = Double(digits), value.isFinite
        else { return nil }
        return .double(value)
    }

    private static func isPartOfDecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
