internal import Failures

/// A table of comma-separated values whose first row names the columns (RFC 4180).
struct CSVTable {
    /// The names of the columns, in order.
    let columns: [String]
    /// The rows, by column.
    let rows: [[String: String]]

    init(_ bytes: [UInt8]) throws(Failure) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let head = lines.first else { throw Failure("the table is empty") }
        let columns = Self.cells(head)
        self.columns = columns
        rows = lines.dropFirst().map { line in
            Dictionary(zip(columns, Self.cells(line)), uniquingKeysWith: { first, _ in first })
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
