internal import CheckReader

/// Counts of right and wrong readings.
struct ScoreTally {
    private var byKind: [String: (right: Int, all: Int)] = [:]
    private var characters = 0
    private var edits = 0
    private var durations: [Duration] = []
    private var byConfidence: [(confidence: Double, isRight: Bool)] = []

    mutating func add(_ row: LabelTable.Row, _ reading: MICRReading, _ spent: Duration) {
        let isRight = reading.micr == row.micr
        var count = byKind[row.kind] ?? (0, 0)
        count.all += 1
        if isRight { count.right += 1 }
        byKind[row.kind] = count
        characters += row.micr.count
        edits += Self.distance(Array(row.micr), Array(reading.micr))
        durations.append(spent)
        byConfidence.append((reading.confidence, isRight))
    }

    var summary: String {
        let right = byKind.values.reduce(0) { $0 + $1.right }
        let all = byKind.values.reduce(0) { $0 + $1.all }
        var text = "exact lines: \(right) of \(all) (\(percent(share(right, all))))\n"
        for kind in byKind.keys.sorted() where !kind.isEmpty {
            let count = byKind[kind] ?? (0, 0)
            text += "  \(kind): \(count.right) of \(count.all)\n"
        }
        text +=
            "wrong characters: \(edits) of \(characters) (\(percent(share(edits, characters))))\n"
        for (low, high) in [(0.0, 0.5), (0.5, 0.9), (0.9, 0.99), (0.99, 1.01)] {
            let group = byConfidence.filter { $0.confidence >= low && $0.confidence < high }
            let good = group.filter(\.isRight).count
            text += "confidence \(percent(low)) and more: \(good) of \(group.count) right\n"
        }
        let sorted = durations.sorted()
        if let last = sorted.last {
            text += "time a picture: median \(sorted[sorted.count / 2].milliseconds) ms, "
            text += "most \(last.milliseconds) ms"
        }
        return text
    }

    private func share(_ part: Int, _ whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }

    /// The number of insertions, deletions and changes between two lines (Levenshtein).
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }
}
