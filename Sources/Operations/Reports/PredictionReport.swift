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

    /// Everything, line by line, for a file.
    public var savedLines: [String] {
        let lines = result.split(separator: "\n").map(String.init) + details
        if case .failed(let failure) = prediction.answer { return [failure.message] + lines }
        return lines
    }
}
