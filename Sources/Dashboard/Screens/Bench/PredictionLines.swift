import Failures
import Operations
import Terminal

/// An answer to a test request, in lines.
struct PredictionLines {
    let result: PredictionResult
    let theme: Theme
    let columns: Int

    private static let labelColumns = 12

    /// The lines from the top.
    var lines: [[Span]] {
        var lines: [[Span]] = []
        switch result.answer {
        case .check(let reading): lines += self.lines(for: reading)
        case .text(let text): lines += text.map { [Span($0, theme[.text])] }
        case .failed(let failure): lines += theme.lines(for: failure)
        }
        lines.append([])
        if let predictor = result.predictor { lines.append(fact("answered by", predictor)) }
        lines.append(fact("way", result.route))
        if let puid = result.puid { lines.append(fact("puid", puid, role: .faint)) }
        lines.append([])
        lines += times(of: result, columns: columns)
        return lines
    }

    private func lines(for reading: CheckReading) -> [[Span]] {
        guard !reading.micr.isEmpty else {
            return [
                [Span("no MICR line", theme[.caution])],
                [Span(reading.reason ?? "the reader gave no reason", theme[.faint])],
            ]
        }
        var lines = [fact("MICR line", reading.micr, role: .strong)]
        let bar = Int((reading.confidence * 20).rounded())
        lines.append([
            label("confidence"),
            Span(
                confidenceText(reading.confidence),
                theme[reading.confidence < 0.9 ? .caution : .text]
            ),
            Span(
                "  " + String(repeating: "█", count: max(0, min(20, bar)))
                    + String(repeating: "░", count: max(0, 20 - bar)),
                theme[.faint]
            ),
        ])
        for field in reading.fields {
            var spans = [label(field.name), Span(field.value, theme[.text])]
            switch field.verdict {
            case .verified: spans.append(Span("  ✔ check digit", theme[.good]))
            case .refuted: spans.append(Span("  ✖ wrong check digit", theme[.trouble]))
            case .unchecked: break
            }
            lines.append(spans)
        }
        return lines + found(reading)
    }

    /// The fields of the whole check: those with a text each by its kind, the rest counted.
    private func found(_ reading: CheckReading) -> [[Span]] {
        var lines: [[Span]] = []
        if let reason = reading.textReason { lines.append(fact("fields", reason, role: .caution)) }
        for field in reading.found {
            guard let text = field.text, !text.isEmpty, field.kind != "micr" else { continue }
            let value = field.date ?? field.amount
            lines.append(
                fact(field.kindInWords, text)
                    + (value.map { [Span("  \($0)", theme[.faint])] } ?? [])
            )
        }
        guard lines.isEmpty, !reading.found.isEmpty else { return lines }
        return [fact("found", reading.foundInWords, role: .faint)]
    }

    /// Rounded down, so that only what is certain reads as 100 %.
    private func confidenceText(_ confidence: Double) -> String {
        ((confidence * 1000).rounded(.down) / 10).text(decimals: 1) + "%"
    }

    private func times(of result: PredictionResult, columns: Int) -> [[Span]] {
        var lines = [[label("time"), Span(result.total.latencyText, theme[.strong])]]
        let longest = result.steps.map(\.node.columns).max() ?? 0
        let room = max(0, min(40, columns - longest - 12))
        for step in result.steps {
            let padding = String(repeating: " ", count: longest - step.node.columns)
            guard let duration = step.duration else {
                lines.append([Span("  \(step.node)\(padding)  not told", theme[.faint])])
                continue
            }
            let text = duration.latencyText
            let indent = String(repeating: " ", count: max(0, 7 - text.columns))
            let share = result.total > .zero ? duration / result.total : 0
            let length = max(0, min(room, Int((share * Double(room)).rounded(.up))))
            lines.append([
                Span("  \(step.node)\(padding)", theme[.text]),
                Span("\(indent)\(text)  ", theme[.text]),
                Span(String(repeating: "█", count: length), theme[.accent]),
            ])
        }
        return lines
    }

    private func label(_ name: String) -> Span {
        let padding = String(repeating: " ", count: max(1, Self.labelColumns - name.columns))
        return Span(name + padding, theme[.faint])
    }

    private func fact(_ name: String, _ value: String, role: Role = .text) -> [Span] {
        [label(name), Span(value, theme[role])]
    }
}
