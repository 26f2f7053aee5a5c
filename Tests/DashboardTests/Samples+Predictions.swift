import Operations

extension Samples {
    static let reading = CheckReading(
        micr: "⑈00000003⑈0⑆634001052⑆⑈0035446049001⑈",
        transcription: "<00000003<0:634001052:<0035446049001<",
        confidence: 0.998,
        fields: [
            CheckReading.Field(name: "serial", value: "00000003"),
            CheckReading.Field(name: "transit", value: "634001052", verdict: .verified),
            CheckReading.Field(name: "account", value: "0035446049001"),
        ]
    )

    static func prediction(_ answer: PredictionResult.Answer = .check(reading)) -> PredictionResult
    {
        PredictionResult(
            deployment: checksReader().id,
            subject: "qnb_article.jpg",
            route: "gateway http://127.0.0.1:8003",
            predictor: "main",
            puid: "b3c1a2d4",
            answer: answer,
            total: .milliseconds(212),
            steps: [
                PredictionResult.Step(node: "detection-infer", duration: .milliseconds(95)),
                PredictionResult.Step(node: "recognition-infer", duration: .milliseconds(101)),
            ]
        )
    }
}
