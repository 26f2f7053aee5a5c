import Failures

/// The answers of several predictors side by side, for a person at a terminal.
public struct ComparisonReport: Sendable {
    private let comparison: AnswerComparison

    /// A report of a comparison.
    public init(_ comparison: AnswerComparison) {
        self.comparison = comparison
    }

    /// The fields in a table, those that differ marked, then times and a verdict.
    public var lines: [String] {
        let names = comparison.results.map { $0.predictor ?? $0.route }
        var table = TextTable(["", "FIELD"] + names)
        for field in comparison.fields {
            let values = field.values.map { ($0 ?? "–").shortened(to: 60) }
            table.add([field.sign, field.name] + values)
        }
        table.add(["", "time"] + comparison.results.map { $0.total.inWords })
        var lines = table.text.split(separator: "\n").map(String.init)
        for (name, result) in zip(names, comparison.results) {
            if case .failed(let failure) = result.answer {
                lines.append("\(name): \(failure.message)")
            }
        }
        return lines + [verdict]
    }

    /// Whether the answers are the same, in a sentence.
    public var verdict: String {
        let failed = comparison.results.count { result in
            if case .failed = result.answer { true } else { false }
        }
        if failed > 0 { return "\(failed) of \(comparison.results.count) did not answer" }
        let differing = comparison.differences
        let measures = differing.filter(\.isMeasure).map(\.name)
        let rest = measures.isEmpty ? "" : "; measures differ: \(measures.joined(separator: ", "))"
        let count = differing.count - measures.count
        return count == 0
            ? "the answers are the same" + rest
            : "\(count) of \(comparison.fields.count) fields differ" + rest
    }
}

extension AnswerComparison.Field {
    /// The path without `jsonData`, in which all that matters stands.
    public var name: String {
        path.hasPrefix("jsonData.") ? String(path.dropFirst("jsonData.".count)) : path
    }

    /// `=` for the same, `≠` for another answer, `~` for another measure.
    public var sign: String { isEqual ? "=" : isMeasure ? "~" : "≠" }
}
