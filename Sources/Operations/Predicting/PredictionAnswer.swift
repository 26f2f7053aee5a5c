import Documents
import Failures

extension PredictionResult.Answer {
    /// Reads what came back for a request.
    ///
    /// - Parameters:
    ///   - body: The bytes of the answer.
    ///   - status: The HTTP status.
    ///   - route: The way that the request took, for the words of a failure.
    ///   - failedNode: The node that failed, where the orchestrator said so.
    package init(body: [UInt8], status: Int, route: String, failedNode: String? = nil) {
        let json = try? JSON(parsing: body)
        if status == 200, let json, PredictionResult.Answer.failedInside(json) == nil {
            self =
                CheckReading(answer: json).map(PredictionResult.Answer.check)
                ?? .text(PredictionResult.Answer.lines(json.text(.indented)))
            return
        }
        if status == 200, json == nil, !body.isEmpty {
            self = .text(PredictionResult.Answer.lines(String(decoding: body, as: UTF8.self)))
            return
        }
        let info =
            json.flatMap(PredictionResult.Answer.failedInside)
            ?? PredictionResult.Answer.plain(body)
        let words = failedNode.map { info.isEmpty ? "\($0) failed" : "\($0): \(info)" } ?? info
        self = .failed(OperationsError.refused(status: status, info: words, route: route).failure)
    }

    /// What Seldon's status or a Kubernetes status says of a failure; `nil` when it says of none.
    ///
    /// `status.status` is the text `FAILURE` from an orchestrator and the number 1 from a Python
    /// wrapper.
    private static func failedInside(_ json: JSON) -> String? {
        if json["kind"]?.string == "Status", json["status"]?.string == "Failure" {
            return json["message"]?.string ?? ""
        }
        guard let status = json["status"], status.object != nil else { return nil }
        let isFailure = status["status"]?.string == "FAILURE" || status["status"]?.int == 1
        guard isFailure else { return nil }
        let info = status["info"]?.string ?? ""
        return info.isEmpty ? status["reason"]?.string ?? "" : info
    }

    private static func plain(_ body: [UInt8]) -> String {
        String(decoding: body.prefix(400), as: UTF8.self).shortened()
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
