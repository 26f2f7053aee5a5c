internal import Failures

/// Labels of pictures: a CSV file whose first row names the columns.
struct LabelTable {
    /// A picture and the line on it.
    struct Row {
        let file: String
        /// Empty for a picture without a line.
        let micr: String
        /// What sort of picture it is, such as `kind scan`: by the columns that say so.
        let classes: [String]
    }

    /// The columns that sort pictures.
    private static let sorting = ["kind", "convention", "form", "font", "country"]

    let rows: [Row]

    init(_ bytes: [UInt8]) throws(Failure) {
        let table = try CSVTable(bytes)
        guard table.columns.contains("file"), table.columns.contains("micr") else {
            throw Failure("the labels have no columns file and micr", hint: "as in labels.csv")
        }
        rows = table.rows.compactMap { row in
            guard let file = row["file"], let micr = row["micr"] else { return nil }
            var classes = Self.sorting.compactMap { name in
                row[name].flatMap { $0.isEmpty ? nil : "\(name) \($0)" }
            }
            if let dpi = row["dpi"].flatMap(Double.init) { classes.append(Self.resolution(dpi)) }
            return Row(file: file, micr: micr, classes: classes)
        }
    }

    private static func resolution(_ dpi: Double) -> String {
        switch dpi {
        case ..<150: "dpi under 150"
        case ..<200: "dpi 150 to 199"
        case ..<300: "dpi 200 to 299"
        default: "dpi 300 and more"
        }
    }
}
