/// A moment in time (RFC 3339), to the microsecond.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microseconds: Int64

    /// Makes a moment from the seconds since 1970-01-01T00:00:00Z.
    public init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    /// Makes a moment from the microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Reads `2026-11-23T20:15:00Z`, with a fraction or an offset where there is one.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] | 0x20 == 0x74,
            bytes[13] == 0x3A, bytes[16] == 0x3A
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            guard bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0
        if rest.first == 0x2E {
            let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else { return nil }
            for index in 0..<6 {
                let digit = index < digits.count ? Int(digits[digits.startIndex + index] - 0x30) : 0
                fraction = fraction * 10 + digit
            }
            rest = rest.dropFirst(1 + digits.count)
        }
        var offset = 0
        switch rest.first {
        case 0x5A, 0x7A: guard rest.count == 1 else { return nil }
        case 0x2B, 0x2D:
            let start = rest.startIndex
            guard rest.count == 6, rest[start + 3] == 0x3A,
                let hours = number(start + 1..<start + 3),
                let minutes = number(start + 4..<start + 6)
            else { return nil }
            offset = (hours * 60 + minutes) * 60 * (rest[start] == 0x2B ? 1 : -1)
        default: return nil
        }
        let days = Timestamp.days(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
        microseconds = Int64(seconds) * 1_000_000 + Int64(fraction)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 {
        (microseconds - (microseconds % 1_000_000 + 1_000_000) % 1_000_000) / 1_000_000
    }

    /// Whether one is before the other.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The time from the right moment to the left one; negative when the left one is earlier.
    public static func - (left: Timestamp, right: Timestamp) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }

    /// The moment that much later.
    public static func + (left: Timestamp, right: Duration) -> Timestamp {
        let (seconds, attoseconds) = right.components
        return Timestamp(
            microseconds: left.microseconds + seconds * 1_000_000
                + attoseconds / 1_000_000_000_000
        )
    }

    /// With microseconds, as the fields of type MicroTime have it.
    public var microTime: String {
        let fraction = String((microseconds % 1_000_000 + 1_000_000) % 1_000_000)
        let zeros = String(repeating: "0", count: 6 - fraction.count)
        return description.dropLast() + ".\(zeros)\(fraction)Z"
    }

    // Days from civil, after Howard Hinnant's "chrono-compatible low-level date algorithms".
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Timestamp: CustomStringConvertible {
    /// `2026-11-23T20:15:00Z`, to the second, as Kubernetes writes it.
    public var description: String {
        let total = Int(seconds)
        let days = (total >= 0 ? total : total - 86_399) / 86_400
        let second = total - days * 86_400
        let date = Timestamp.civil(days: days)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let year = String(repeating: "0", count: max(0, 4 - "\(date.year)".count)) + "\(date.year)"
        return "\(year)-\(two(date.month))-\(two(date.day))"
            + "T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }
}
