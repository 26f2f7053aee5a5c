import Failures

/// What came back for a test request, for a person at a terminal.
public struct PredictionReport: Sendable {
    private let prediction: PredictionResult
    private let namesSubject: Bool

    /// A report of one request, which begins with its subject when there are several.
    public init(_ prediction: PredictionResult, namesSubject: Bool = false) {
        self.prediction = prediction
        self.namesSubject = namesSubject
    }

    /// The result alone, with its end of line: of a check its MICR line.
    ///
    /// Nothing for a request that failed, and for a single image without a line.
    public var result: String {
        let prefix = namesSubject ? prediction.subject + "\t" : ""
        switch prediction.answer {
        case .check(let reading) where reading.micr.isEmpty && !namesSubject: return ""
        case .check(let reading): return prefix + reading.micr + "\n"
        case .text(let lines): return prefix + lines.joined(separator: "\n") + "\n"
        case .failed: return ""
        }
    }

    /// Everything else that is worth knowing, line by line.
    public var details: [String] {
        var lines: [String] = []
        if case .check(let reading) = prediction.answer {
            if let reason = reading.reason { lines.append("no line: \(reason)") }
            let percent = (reading.confidence * 100).rounded(toPlaces: 1)
            if !reading.micr.isEmpty { lines.append("confidence \(percent) %") }
            for field in reading.fields {
                let verdict =
                    switch field.verdict {
                    case .verified: " (check digit right)"
                    case .refuted: " (check digit WRONG)"
                    case .unchecked: ""
                    }
                lines.append("\(field.name) \(field.value)\(verdict)")
            }
            lines += Self.found(reading)
        }
        let predictor = prediction.predictor.map { ", predictor \($0)" } ?? ""
        lines.append("by \(prediction.route)\(predictor)")
        let steps = prediction.steps.map { step in
            step.duration.map { "\(step.node) \($0.inWords)" } ?? step.node
        }
        let nodes = steps.isEmpty ? "" : ": " + steps.joined(separator: ", ")
        lines.append("\(prediction.total.inWords) in all\(nodes)")
        if let puid = prediction.puid { lines.append("puid \(puid)") }
        return lines
    }

    /// The fields of the whole check: each with its text where that was read, else how many of each
    /// kind there are.
    private static func found(_ reading: CheckReading) -> [String] {
        if let reason = reading.textReason { return ["no text of the fields: \(reason)"] }
        guard reading.found.contains(where: { $0.text != nil }) else {
            return reading.found.isEmpty ? [] : ["found on the check: \(reading.foundInWords)"]
        }
        return reading.found.map { field in
            let box = field.box
            let place = "\(field.kindInWords) at \(box.x0),\(box.y0) to \(box.x1),\(box.y1)"
            guard let text = field.text, !text.isEmpty else { return place }
            let sure = field.confidence.map { " (\(($0 * 100).rounded(toPlaces: 0)) %)" } ?? ""
            let values = [field.date.map { "date \($0)" }, field.amount.map { "amount \($0)" }]
                .compactMap { $0 }
            let value = values.isEmpty ? "" : ", " + values.joined(separator: ", ")
            return "\(place): \(text)\(sure)\(value)"
        }
    }

    /// Everything, line by line, for a file.
    public var savedLines: [String] {
        let lines = result.split(separator: "\n").map(String.init) + details
        if case .failed(let failure) = prediction.answer { return [failure.message] + lines }
        return lines
    }
}
