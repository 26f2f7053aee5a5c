import Documents
import Foundation
import Testing

extension Journeys {
    /// The article's check, from file to line.
    struct CheckReaderJourney {
        private let line = "⑈00000003⑈0⑆634001052⑆⑈0035446049001⑈"

        @Test func `a check of the article is read through the whole graph`() async throws {
            guard let shared = Place.shared else {
                print("skipped 1 test: there is no RADIANT_SHARED")
                #expect(!Place.isCI, "CI must have RADIANT_SHARED")
                return
            }
            let image = shared.appending(path: "checks/qnb_article.jpg")
            let cluster = try RunningCluster()
            try await cluster.start(["checks-reader.yaml"])

            let predicted = try await cluster.radiant(
                "predict",
                "checks-reader",
                "--image",
                image.path
            )
            #expect(predicted.status == 0, "\(predicted.errors)")
            #expect(predicted.output == line + "\n")

            let encoded = try Data(contentsOf: image).base64EncodedString()
            let body: JSON = [
                "data": ["names": ["image_id", "image"], "ndarray": ["qnb", .string(encoded)]]
            ]
            let answer = try await Program.named("curl").run(
                [
                    "-s", "-H", "Content-Type: application/json", "--data-binary", "@-",
                    cluster.gateway + "/seldon/default/checks-reader/api/v1.0/predictions",
                ],
                input: body.text()
            )
            let reply = try JSON(parsing: answer.output)
            let reading = try #require(reply["jsonData"], "\(answer.output.prefix(500))")
            #expect(reading["image_id"] == "qnb")
            #expect(
                reading["ema"]?["transcription"] == "<00000003<0:634001052:<0035446049001<"
            )
            #expect(reading["image_shape"]?.elements.count == 3)
            #expect(reading["bbox"]?.elements.count == 2)
            #expect(reply["meta"]?["requestPath"]?.members.count == 2)

            let text = try await cluster.radiant(
                "predict",
                "checks-reader",
                "--image",
                Place.root.appending(path: "README.md").path
            )
            #expect(text.status == 1)
            #expect(text.output.isEmpty)
            #expect(text.errors.contains("PNG"), "\(text.errors)")
            await cluster.stop()
        }
    }
}
