import ArgumentParser
import Documents
import Failures
import Kubernetes
import Operations

extension PredictCommand {
    /// Asks several predictors at once and prints their answers field by field.
    ///
    /// - Throws: `ExitCode` 1 when they differ or one does not answer.
    func compare(_ names: String) async throws {
        let predictors = names.split(separator: ",").map(String.init)
        guard predictors.count > 1 else {
            throw ValidationError("--compare takes two predictors or more, such as main,canary")
        }
        guard image.count <= 1 else { throw ValidationError("--compare takes one --image") }
        let input =
            try data.map { try PredictionInput(json: JSONSource.text($0)) }
            ?? InputFile.input(at: image[0])
        let connection = try Connection(cluster)
        let key = name.key(in: connection.namespace)
        var routes: [PredictionRoute] = []
        for predictor in predictors {
            routes.append(try await connection.operations.route(to: key, predictor: predictor))
        }
        let (comparison, predictions) = try await connection.operations.compare(
            input,
            by: routes,
            timeout: timeout.value
        )
        switch output {
        case .json:
            let answers = zip(predictors, predictions).map { name, prediction -> JSON in
                let body = (try? JSON(parsing: prediction.body)) ?? .null
                let time = prediction.result.total / .milliseconds(1)
                return ["predictor": .string(name), "milliseconds": .double(time), "answer": body]
            }
            let document: JSON = [
                "equal": .bool(comparison.isEqual), "answers": .array(answers),
                "differences": .strings(comparison.differences.map(\.path)),
            ]
            Output.printDocument(document.text(.indented) + "\n")
        case .text, .csv:
            Output.print(ComparisonReport(comparison).lines.joined(separator: "\n") + "\n")
        }
        if !comparison.isEqual { throw ExitCode(ExitStatus.failed) }
    }

    /// Sends a folder of images and counts the lines that are exactly as printed.
    ///
    /// - Throws: `ExitCode` 1 when a request failed or too few lines are exact.
    func runBatch(_ folder: String) async throws {
        let items = try BatchFolder.items(in: folder)
        let connection = try Connection(cluster)
        let operations = connection.operations
        let route = try await operations.route(
            to: name.key(in: connection.namespace),
            predictor: predictor
        )
        let isText = output == .text
        let report = try await operations.batch(items, by: route) { item in
            try InputFile.input(at: "\(folder)/\(item.name)")
        } onRow: { report in
            guard isText, let row = report.rows.last else { return }
            Output.print(BatchLine.text(of: row) + "\n")
        }
        switch output {
        case .csv: Output.printDocument(report.csv)
        case .json: Output.printDocument(report.json.text(.indented) + "\n")
        case .text: break
        }
        Output.remark("\(report.summary), by \(route.description)")
        let wanted = (minExact ?? 100) / 100
        if report.failedCount > 0 || (report.exactShare ?? 1) < wanted {
            throw ExitCode(ExitStatus.failed)
        }
    }
}

/// One line of a batch, for a person at a terminal.
private enum BatchLine {
    static func text(of row: BatchReport.Row) -> String {
        let sign = row.isExact.map { $0 ? "=" : "≠" } ?? " "
        let name = row.item.name
        switch row.read {
        case .failure(let failure): return "✖ \(name)\t\(failure.message)"
        case .success(let line):
            let printed = row.isExact == false ? "\tprinted \(row.item.expected ?? "")" : ""
            return "\(sign) \(name)\t\(line)\(printed)"
        }
    }
}

extension BatchReport {
    /// The report as JSON, one object a row.
    fileprivate var json: JSON {
        var document: JSON = [
            "total": .int(total), "exact": .int(exactCount), "known": .int(knownCount),
            "failed": .int(failedCount),
        ]
        document["rows"] = .array(
            rows.map { row in
                var json: JSON = [
                    "file": .string(row.item.name),
                    "milliseconds": .double(row.duration / .milliseconds(1)),
                ]
                if let expected = row.item.expected { json["expected"] = .string(expected) }
                if let isExact = row.isExact { json["exact"] = .bool(isExact) }
                switch row.read {
                case .success(let line): json["read"] = .string(line)
                case .failure(let failure): json["failure"] = .string(failure.message)
                }
                return json
            }
        )
        return document
    }
}
