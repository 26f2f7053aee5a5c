/// The routing number of a bank in the United States: nine digits, the last one of them a check.
///
/// The rule is the American Bankers Association's: 3·d1 + 7·d2 + d3 + 3·d4 + … is a multiple of 10.
public enum RoutingNumber {
    private static let weights = [3, 7, 1, 3, 7, 1, 3, 7, 1]

    /// Whether the text is nine digits whose check digit is right.
    public static func isValid(_ text: String) -> Bool {
        let digits = text.compactMap(\.wholeNumberValue)
        guard digits.count == 9, text.count == 9 else { return false }
        return sum(digits).isMultiple(of: 10)
    }

    /// The nine digits that begin with the eight given.
    static func completing(_ eightDigits: String) -> String {
        let digits = eightDigits.compactMap(\.wholeNumberValue)
        return eightDigits + String((10 - sum(digits) % 10) % 10)
    }

    private static func sum(_ digits: [Int]) -> Int {
        zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
