/// A number with the digits it was written with.
public struct JSONNumber: Sendable {
    /// The number as JSON writes it, such as `1`, `1.50` or `6e23`.
    public let text: String

    /// A whole number.
    public init(_ value: Int) { text = String(value) }

    /// A finite number; whole ones below 2^53 are written without a fraction.
    public init(_ value: Double) {
        precondition(value.isFinite, "JSON has no number for \(value)")
        if value == value.rounded(), abs(value) < 0x1p53 {
            text = String(Int(value))
        } else {
            text = "\(value)"
        }
    }

    /// A number already written by the grammar of RFC 8259, section 6.
    init(validated text: String) { self.text = text }

    /// The value when it is whole and fits.
    public var int: Int? {
        if let value = Int(text) { return value }
        guard let double = Double(text) else { return nil }
        return Int(exactly: double)
    }

    /// The nearest double; infinite when the number is larger than any.
    public var double: Double { Double(text) ?? .nan }

    /// Whether it was written without fraction and exponent.
    public var isInteger: Bool { !text.utf8.contains { $0 == 0x2E || $0 | 0x20 == 0x65 } }
}

extension JSONNumber: Hashable {
    /// Whether both mean the same number: `1.0` is `1`, but whole numbers compare by their digits.
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        if left.text == right.text { return true }
        if left.isInteger, right.isInteger { return left.int == right.int && left.int != nil }
        return left.double == right.double
    }

    /// Feeds the nearest double.
    public func hash(into hasher: inout Hasher) { hasher.combine(double) }
}
