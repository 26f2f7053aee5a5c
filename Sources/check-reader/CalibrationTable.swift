/// How often readings are right, by the confidence that they were given.
struct CalibrationTable {
    private struct Bin {
        var count = 0
        var right = 0
        var confidence = 0.0
    }

    private static let bounds = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]
    private var bins = [Bin](repeating: Bin(), count: bounds.count)

    /// Counts a reading.
    mutating func add(_ confidence: Double, _ isRight: Bool) {
        let index = Self.bounds.lastIndex { confidence >= $0 } ?? 0
        bins[index].count += 1
        bins[index].confidence += confidence
        if isRight { bins[index].right += 1 }
    }

    /// A row a bin that is not empty: how many, their mean confidence and the share that is right;
    /// then the same for all from 0.9 on, and the mean distance of the two.
    var text: String {
        var text = "    from        n   said   right\n"
        for (bound, bin) in zip(Self.bounds, bins) where bin.count > 0 {
            text += Self.row(percent(bound), bin)
        }
        let sure = zip(Self.bounds, bins).filter { $0.0 >= 0.9 }.map(\.1).reduce(into: Bin()) {
            $0.count += $1.count
            $0.right += $1.right
            $0.confidence += $1.confidence
        }
        if sure.count > 0 { text += Self.row("90 and up", sure) }
        let all = bins.reduce(0) { $0 + $1.count }
        let off = bins.reduce(0) { $0 + abs($1.confidence - Double($1.right)) }
        text += "    mean distance of said and right: \(percent(off / Double(max(1, all))))\n"
        return text
    }

    private static func row(_ name: String, _ bin: Bin) -> String {
        let said = percent(bin.confidence / Double(bin.count))
        let right = percent(Double(bin.right) / Double(bin.count))
        return "  \(padded(name, 9)) \(padded("\(bin.count)", 6)) \(padded(said, 7)) "
            + "\(padded(right, 7))\n"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
