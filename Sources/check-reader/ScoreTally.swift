internal import CheckReader

/// Counts of right and wrong readings.
struct ScoreTally {
    private struct Failure {
        let file: String
        let classes: [String]
        let confidence: Double
    }

    private var byClass: [String: (right: Int, all: Int)] = [:]
    private var right = 0
    private var all = 0
    private var characters = 0
    private var edits = 0
    private var durations: [Duration] = []
    private var lines = CalibrationTable()
    private var single = CalibrationTable()
    private var failures: [Failure] = []
    /// Lines that were read where there is none.
    private var falseLines: [Failure] = []
    private var empty = 0

    /// Counts a picture; `spent` is the processor's time for it.
    mutating func add(_ row: LabelTable.Row, _ reading: MICRReading, _ spent: Duration) {
        durations.append(spent)
        guard !row.micr.isEmpty else {
            empty += 1
            if !reading.micr.isEmpty { falseLines.append(failure(row, reading)) }
            return
        }
        let isRight = reading.micr == row.micr
        all += 1
        if isRight { right += 1 } else { failures.append(failure(row, reading)) }
        for name in row.classes {
            var count = byClass[name] ?? (0, 0)
            count.all += 1
            if isRight { count.right += 1 }
            byClass[name] = count
        }
        characters += row.micr.count
        edits += Self.distance(Array(row.micr), Array(reading.micr))
        if !reading.micr.isEmpty { lines.add(reading.confidence, isRight) }
        for (character, isRight) in zip(reading.characters, reading.matches(row.micr)) {
            single.add(character.confidence, isRight)
        }
    }

    private func failure(_ row: LabelTable.Row, _ reading: MICRReading) -> Failure {
        Failure(file: row.file, classes: row.classes, confidence: reading.confidence)
    }

    /// Everything that was counted, for people.
    var summary: String {
        var text = ""
        if all > 0 { text += exactLines }
        if empty > 0 {
            let sure = falseLines.count { $0.confidence > 0.5 }
            text += "pictures without a line: \(empty), of which \(falseLines.count) gave one, "
            text += "\(sure) with more than 50 %\n"
            text += names(of: falseLines)
        }
        let sorted = durations.sorted()
        if let last = sorted.last {
            text += "processor time a picture: median \(sorted[sorted.count / 2].milliseconds) ms, "
            text += "nine of ten \(sorted[sorted.count * 9 / 10].milliseconds) ms, "
            text += "most \(last.milliseconds) ms"
        }
        return text
    }

    private var exactLines: String {
        var text = "exact lines: \(right) of \(all) (\(percent(share(right, all))))\n"
        for name in byClass.keys.sorted() {
            let count = byClass[name] ?? (0, 0)
            let share = percent(share(count.right, count.all))
            text += "  \(name): \(count.right) of \(count.all) (\(share))\n"
        }
        text +=
            "wrong characters: \(edits) of \(characters) (\(percent(share(edits, characters))))\n"
        text += "lines by their confidence:\n\(lines.text)"
        text += "characters by theirs:\n\(single.text)"
        if !failures.isEmpty { text += "not exact:\n" + names(of: failures) }
        return text
    }

    private func names(of failures: [Failure]) -> String {
        failures.sorted { $0.confidence > $1.confidence }.map { failure in
            let classes =
                failure.classes.isEmpty ? "" : "  \(failure.classes.joined(separator: ", "))"
            return "  \(failure.file) at \(percent(failure.confidence))\(classes)\n"
        }.joined()
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
