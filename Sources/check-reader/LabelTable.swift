internal import Failures

/// Labels of pictures: a CSV file whose first row names the columns.
struct LabelTable {
    /// A picture and the line on it.
    struct Row {
        let file: String
        let micr: String
        /// What sort of picture it is; empty when not said.
        let kind: String
    }

    let rows: [Row]

    init(_ bytes: [UInt8]) throws(Failure) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let head = lines.first.map(Self.cells),
            let file = head.firstIndex(of: "file"), let micr = head.firstIndex(of: "micr")
        else {
            throw Failure("the labels have no columns file and micr", hint: "as in labels.csv")
        }
        let kind = head.firstIndex(of: "kind")
        rows = lines.dropFirst().compactMap { line in
            let cells = Self.cells(line)
            guard cells.count > max(file, micr) else { return nil }
            return Row(
                file: cells[file],
                micr: cells[micr],
                kind: kind.flatMap { cells.count > $0 ? cells[$0] : nil } ?? ""
            )
        }
    }

    private static func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                cells.append("")
            } else {
                cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}
