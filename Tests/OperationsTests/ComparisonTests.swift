import Failures
import Operations
import Testing

struct ComparisonTests {
    private func prediction(_ predictor: String, _ body: String) -> Prediction {
        Prediction(
            result: PredictionResult(
                deployment: DeploymentID(namespace: "n", name: "d", uid: "u"),
                subject: "check.png",
                route: "service \(predictor)",
                predictor: predictor,
                answer: .text([]),
                total: .milliseconds(90)
            ),
            body: Array(body.utf8)
        )
    }

    @Test func `two answers are the same when only what is different by nature differs`() {
        let comparison = AnswerComparison([
            prediction(
                "main",
                #"{"jsonData":{"micr":"⑈1⑈","confidence":0.9},"meta":{"puid":"a"}}"#
            ),
            prediction(
                "canary",
                #"{"meta":{"puid":"b","requestPath":{}},"jsonData":{"confidence":0.8,"micr":"⑈1⑈"}}"#
            ),
        ])

        #expect(comparison.isEqual)
        #expect(comparison.differences.map(\.path) == ["jsonData.confidence"])
        let verdict = ComparisonReport(comparison).verdict
        #expect(verdict == "the answers are the same; measures differ: confidence")
    }

    @Test func `a field that differs, and one that is missing, are named`() {
        let comparison = AnswerComparison([
            prediction("main", #"{"jsonData":{"micr":"⑈1⑈","box":[1,2,3,4]}}"#),
            prediction("canary", #"{"jsonData":{"micr":"⑈7⑈"}}"#),
        ])

        #expect(!comparison.isEqual)
        #expect(comparison.fields.map(\.values) == [["⑈1⑈", "⑈7⑈"], ["[1,2,3,4]", nil]])
        let lines = ComparisonReport(comparison).lines
        #expect(lines.contains { $0.hasPrefix("≠   micr") })
        #expect(lines.last == "2 of 2 fields differ")
    }

    @Test func `a long list is one field that says how much of it differs`() {
        func body(_ last: Int) -> String {
            #"{"data":{"ndarray":[1,2,3,4,5,6,7,8,9,\#(last)]}}"#
        }

        let comparison = AnswerComparison([prediction("a", body(10)), prediction("b", body(11))])

        #expect(comparison.fields.count == 1)
        #expect(comparison.fields[0].values == ["10 items", "10 items, 1 of them otherwise"])
        #expect(!comparison.isEqual)
    }

    @Test func `a predictor that does not answer is never the same`() {
        var failed = prediction("canary", "")
        failed.result.answer = .failed(Failure("connection refused"))

        let comparison = AnswerComparison([prediction("main", "{}"), failed])

        #expect(!comparison.isEqual)
        #expect(ComparisonReport(comparison).lines.contains("canary: connection refused"))
    }
}
