import Operations
import Testing

struct PredictionReportTests {
    private func prediction(_ answer: PredictionResult.Answer) -> PredictionResult {
        PredictionResult(
            deployment: DeploymentID(namespace: "default", name: "checks-reader", uid: "1"),
            subject: "check.png",
            route: "gateway http://127.0.0.1:8003",
            answer: answer,
            total: .milliseconds(80)
        )
    }

    @Test func `of a check the line alone is the result`() {
        let check = CheckReading(micr: "⑈12⑈", confidence: 1)

        #expect(PredictionReport(prediction(.check(check))).result == "⑈12⑈\n")
        #expect(
            PredictionReport(prediction(.check(check)), namesSubject: true).result
                == "check.png\t⑈12⑈\n"
        )
    }

    @Test func `an image without a line has no result, but a reason`() {
        let none = CheckReading(micr: "", confidence: 0, reason: "nothing was found")

        #expect(PredictionReport(prediction(.check(none))).result.isEmpty)
        #expect(
            PredictionReport(prediction(.check(none))).details.contains(
                "no line: nothing was found"
            )
        )
    }
}
