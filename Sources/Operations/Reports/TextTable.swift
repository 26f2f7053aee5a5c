/// Rows of words under headings, each column as wide as its widest word.
struct TextTable {
    private var rows: [[String]]
    private let rightAligned: Set<Int>

    /// A table with its headings; the columns named are aligned to the right.
    init(_ headings: [String], rightAligned: Set<Int> = []) {
        rows = [headings]
        self.rightAligned = rightAligned
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    /// The table as text, each line with its end.
    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            for (column, word) in row.enumerated() {
                let space = String(repeating: " ", count: widths[column] - word.count)
                line += rightAligned.contains(column) ? space + word : word + space
                line += "   "
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
