import Documents
import Failures
import Operations
import Testing

struct PredictingTests {
    @Test func `the times of nodes are read from Server-Timing`() {
        let steps = ServerTiming.entries(
            in:
                "detection-infer;dur=53.125, recognition-infer;desc=\"a, b\";dur=\"20\", cache, ;dur=1"
        )

        #expect(
            steps == [
                .init(node: "detection-infer", duration: .microseconds(53_125)),
                .init(node: "recognition-infer", duration: .milliseconds(20)),
                .init(node: "cache", duration: nil),
            ]
        )
    }

    @Test func `an image goes out in the article's form`() {
        let input = PredictionInput(image: Array("PNG!".utf8), named: "check.png")

        #expect(
            input.body == [
                "data": ["names": ["image_id", "image"], "ndarray": ["check.png", "UE5HIQ=="]]
            ]
        )
    }

    @Test func `the article's answer is read as a check`() {
        let text = """
            {"jsonData":{"image_id":"x","image_shape":[58,900,1],"bbox":[1,2],
            "ema":{"transcription":"<00000003<0:634001052:<0035446049001<"}},"meta":{}}
            """

        let answer = PredictionResult.Answer(body: Array(text.utf8), status: 200, route: "r")

        guard case .check(let reading) = answer else {
            Issue.record("not read as a check: \(answer)")
            return
        }
        #expect(reading.micr == "⑈00000003⑈0⑆634001052⑆⑈0035446049001⑈")
        #expect(reading.transcription == "<00000003<0:634001052:<0035446049001<")
    }

    @Test func `an image without a line has a reason`() {
        let text = #"{"jsonData":{"micr":"","confidence":0,"reason":"no MICR line"}}"#

        let answer = PredictionResult.Answer(body: Array(text.utf8), status: 200, route: "r")

        #expect(answer == .check(CheckReading(micr: "", confidence: 0, reason: "no MICR line")))
    }

    @Test(arguments: [
        #"{"status":{"code":400,"info":"this is no image","status":"FAILURE"}}"#,
        #"{"status":{"code":400,"info":"this is no image","reason":"","status":1}}"#,
        #"{"kind":"Status","status":"Failure","message":"this is no image"}"#,
        "this is no image\n",
    ])
    func `a refusal is told in the words of whoever refused`(body: String) {
        let answer = PredictionResult.Answer(body: Array(body.utf8), status: 400, route: "r")

        guard case .failed(let failure) = answer else {
            Issue.record("not read as a failure")
            return
        }
        #expect(failure.message == "this is no image (HTTP 400)")
    }

    @Test func `another model's answer is shown as text`() {
        let body = #"{"data":{"names":["t:0"],"ndarray":[[0.5]]}}"#

        let answer = PredictionResult.Answer(body: Array(body.utf8), status: 200, route: "r")

        guard case .text(let lines) = answer else {
            Issue.record("not read as text")
            return
        }
        #expect(lines.joined().contains("ndarray"))
    }
}
