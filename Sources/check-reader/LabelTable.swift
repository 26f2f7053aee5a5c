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
        let table = try CSVTable(bytes)
        guard table.columns.contains("file"), table.columns.contains("micr") else {
            throw Failure("the labels have no columns file and micr", hint: "as in labels.csv")
        }
        rows = table.rows.compactMap { row in
            guard let file = row["file"], let micr = row["micr"] else { return nil }
            return Row(file: file, micr: micr, kind: row["kind"] ?? "")
        }
    }
}
