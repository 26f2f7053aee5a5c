internal import CheckReader
internal import Failures
internal import Pictures

/// The truth about drawn checks, as tables.
struct SynthLabels {
    private let checks: [(file: String, check: DrawnCheck)]

    init(_ checks: [(String, DrawnCheck)]) { self.checks = checks.map { ($0.0, $0.1) } }

    /// Writes `labels.csv` and `fields.csv`.
    func write(into folder: String) throws(Failure) {
        try FileAccess.write(labels.utf8, to: "\(folder)/labels.csv")
        try FileAccess.write(fields.utf8, to: "\(folder)/fields.csv")
    }

    private var labels: String {
        var table = "file,micr,font,x0,y0,x1,y1,kind,convention,form,dpi,turn,width,height\n"
        for (file, check) in checks {
            let box = check.box
            let cells: [String] = [
                file, check.micr, check.font, "\(box.left)", "\(box.top)", "\(box.right)",
                "\(box.bottom)", check.source, check.convention, check.form, "\(Int(check.dpi))",
                "\((check.turn * 100).rounded() / 100)",
                "\(check.width)", "\(check.height)",
            ]
            table += cells.map(CSV.cell).joined(separator: ",") + "\n"
        }
        return table
    }

    private var fields: String {
        var table = "file,kind,written,x0,y0,x1,y1,text\n"
        for (file, check) in checks {
            for field in check.fields {
                let cells: [String] = [
                    file, field.kind.rawValue, field.isHandwritten ? "hand" : "print",
                    "\(field.box.left)", "\(field.box.top)", "\(field.box.right)",
                    "\(field.box.bottom)", field.text,
                ]
                table += cells.map(CSV.cell).joined(separator: ",") + "\n"
            }
        }
        return table
    }
}

/// Comma-separated values (RFC 4180).
enum CSV {
    /// A value as a cell: quoted where it must be.
    static func cell(_ value: String) -> String {
        value.contains { $0 == "," || $0 == "\"" || $0.isNewline }
            ? "\""
                + value.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\"") + "\"" : value
    }
}
