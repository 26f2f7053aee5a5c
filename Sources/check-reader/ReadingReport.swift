internal import CheckReader
internal import Documents
internal import Failures
internal import Pictures

/// Tells what was read: results on standard output, what is doubtful on standard error.
struct ReadingReport {
    private let output: ReadCommand.Output
    private var isFirst = true
    /// Whether every page had a line and every line was read surely.
    private(set) var isSure = true
    /// Whether it was said why fields have no text; once is enough.
    private var isMissingSaid = false

    init(_ output: ReadCommand.Output) { self.output = output }

    mutating func show(_ result: CheckFileReader.Result) {
        if isFirst, output == .csv {
            print("file,page,index,micr,confidence,unsure,x0,y0,x1,y1,reason")
        }
        isFirst = false
        switch result {
        case .line(let line):
            if line.reading.isUnsure { isSure = false }
            if let missing = line.missing, !isMissingSaid {
                isMissingSaid = true
                Remark.say(missing.description)
            }
            show(line)
        case .failure(let file, let failure):
            isSure = false
            // What the system refused names the file already.
            let isNamed = failure.message.contains(file)
            Remark.say(isNamed ? failure.message : "\(file): \(failure.message)")
            if let hint = failure.hint { Remark.say("  \(hint)") }
            show(failure, file: file)
        }
    }

    private func show(_ line: CheckFileReader.Line) {
        let reading = line.reading
        switch output {
        case .text:
            if let reason = reading.reason {
                Remark.say("\(line.file): page \(line.page): \(reason)")
                return
            }
            print(reading.micr)
            guard reading.isUnsure else { return }
            Remark.say("\(line.file): unsure of \(reading.micr), \(percent(reading.confidence))")
            for candidate in reading.candidates.dropFirst() {
                Remark.say("  perhaps \(candidate.micr), \(percent(candidate.confidence))")
            }
        case .json: print(json(line).text())
        case .csv:
            let box = line.box.map { [$0.left, $0.top, $0.right, $0.bottom].map(String.init) }
            let cells =
                [
                    line.file, "\(line.page)", "\(line.index)", reading.micr,
                    "\(Self.rounded(reading.confidence))", "\(reading.isUnsure)",
                ] + (box ?? ["", "", "", ""]) + [reading.reason ?? ""]
            print(cells.map(CSV.cell).joined(separator: ","))
        }
    }

    private func json(_ line: CheckFileReader.Line) -> JSON {
        let reading = line.reading
        var json: JSON = .object([
            "file": .string(line.file), "page": .int(line.page), "index": .int(line.index),
            "micr": .string(reading.micr), "confidence": .double(Self.rounded(reading.confidence)),
            "unsure": .bool(reading.isUnsure),
        ])
        if let box = line.box {
            json["box"] = .array([box.left, box.top, box.right, box.bottom].map(JSON.int))
        }
        if reading.isUnsure, !reading.micr.isEmpty { json["candidates"] = reading.candidatesJSON }
        json["fields"] = line.fields ?? MICRFields(of: reading.micr).json
        if let reason = reading.reason { json["reason"] = .string(reason) }
        if let missing = line.missing { json["fields_reason"] = .string(missing.message) }
        return json
    }

    private func show(_ failure: Failure, file: String) {
        switch output {
        case .text: break
        case .json:
            let line: JSON = .object([
                "file": .string(file), "micr": .string(""), "confidence": .int(0),
                "unsure": .bool(true), "reason": .string(failure.message),
            ])
            print(line.text())
        case .csv:
            let cells = [file, "", "", "", "0", "true", "", "", "", "", failure.message]
            print(cells.map(CSV.cell).joined(separator: ","))
        }
    }

    /// A confidence as it is told, with four places.
    static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
