/// The times in a `Server-Timing` field (W3C Server Timing), such as
/// `detection-infer;dur=53.1, recognition-infer;dur=20.4`.
package enum ServerTiming {
    /// The entries in order; what has no `dur` has no duration, and what is malformed is left out.
    package static func entries(in field: String) -> [PredictionResult.Step] {
        split(field, at: ",").compactMap { entry in
            let parts = split(entry, at: ";")
            guard let name = parts.first, !name.isEmpty else { return nil }
            let milliseconds = parts.dropFirst().lazy.compactMap { part -> Double? in
                let pair = part.split(separator: "=", maxSplits: 1).map { trimmed(String($0)) }
                guard pair.count == 2, pair[0].lowercased() == "dur" else { return nil }
                return Double(pair[1].filter { $0 != "\"" })
            }.first
            let duration = milliseconds.flatMap { value -> Duration? in
                value.isFinite && value >= 0 && value < 1e9
                    ? .microseconds(Int64(value * 1000)) : nil
            }
            return PredictionResult.Step(node: name, duration: duration)
        }
    }

    /// Splits outside of quoted strings.
    private static func split(_ text: String, at separator: Character) -> [String] {
        var parts = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == separator, !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map(trimmed)
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { String(start[...$0]) } ?? ""
    }
}
