/// An amount of something, such as `250m`, `1.5`, `128Mi` or `2e3`, to the thousandth.
public struct Quantity: Sendable, Hashable, Comparable {
    /// The amount in thousandths.
    public var milli: Int

    /// Makes an amount from thousandths.
    public init(milli: Int) { self.milli = milli }

    /// Reads an amount (Kubernetes API conventions, section Quantities).
    ///
    /// What is finer than a thousandth is rounded up; `nil` when it is no amount, or too big.
    public init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
        let suffix = String(text.dropFirst(digits.count))
        guard let number = Double(digits), number.isFinite else { return nil }
        let factor: Double
        if let known = Quantity.factors[suffix] {
            factor = known
        } else if let mark = suffix.first, mark == "e" || mark == "E",
            let exponent = Int(suffix.dropFirst()), (-18...18).contains(exponent)
        {
            factor = Quantity.power(of: 10, exponent)
        } else {
            return nil
        }
        let value = number * factor * 1000
        guard abs(value) < 9e18 else { return nil }
        milli = Int(value.rounded(.up))
    }

    private static let factors: [String: Double] = {
        var factors: [String: Double] = ["": 1, "n": 1e-9, "u": 1e-6, "m": 1e-3]
        for (index, name) in ["k", "M", "G", "T", "P", "E"].enumerated() {
            factors[name] = power(of: 1000, index + 1)
            factors[(name == "k" ? "K" : name) + "i"] = power(of: 1024, index + 1)
        }
        return factors
    }()

    private static func power(of base: Double, _ exponent: Int) -> Double {
        (0..<abs(exponent)).reduce(1) { result, _ in exponent < 0 ? result / base : result * base }
    }

    /// The amount in whole units, rounded up.
    public var units: Int { milli / 1000 + (milli % 1000 > 0 ? 1 : 0) }

    /// Whether one is less than the other.
    public static func < (left: Quantity, right: Quantity) -> Bool { left.milli < right.milli }
}
