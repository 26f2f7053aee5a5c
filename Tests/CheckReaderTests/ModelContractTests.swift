import Component
import Documents
import Inference
import Pictures
import Testing

@testable import CheckReader

struct ModelContractTests {
    private func request(_ image: GrayImage) throws -> SeldonMessage {
        let text = Base64.text(of: try image.encoded(as: .png))
        return try SeldonMessage(
            json: JSON(
                parsing: """
                    {"data":{"names":["image_id","image"],"ndarray":["some-id","\(text)"]}}
                    """
            )
        )
    }

    @Test func `detection and recognition in a row answer as the article does`() throws {
        let sample = CheckSample.bundled

        let detected = try DetectionModel.answer(to: request(sample.image))
        let answer = try RecognitionModel().answer(to: SeldonMessage(.json(detected)))

        #expect(answer["image_id"]?.string == "some-id")
        #expect(answer["micr"]?.string == sample.micr)
        #expect(
            answer["ema"]?["transcription"]?.string == MICRLine.transcription(of: sample.micr)
        )
        #expect(answer["bbox"]?.array?.count == 2)
        #expect(answer["image_shape"]?[0]?.int == 45)
        #expect(answer["box"]?.array?.count == 4)
        #expect(answer["characters"]?.array?.count == sample.micr.count)
        #expect(answer["fields"]?["country"]?.string == "QA")
    }

    @Test func `an image in a nested list and one in binData are taken`() throws {
        let bytes = try CheckSample.bundled.image.encoded(as: .jpeg)
        let nested = try SeldonMessage(
            json: JSON(
                parsing: """
                    {"data":{"names":["image_id","image"],\
                    "ndarray":[["a","\(Base64.text(of: bytes))"]]}}
                    """
            )
        )

        #expect(try DetectionModel.answer(to: nested)["image"]?.string != "")
        #expect(
            try DetectionModel.answer(to: SeldonMessage(.bytes(bytes)))["image"]?.string != ""
        )
    }

    @Test func `recognition takes the article's lists of grey values`() throws {
        let crop = try DetectedBand(in: CheckSample.bundled.image).crop
        let rows = (0..<crop.height).map { y in
            JSON.array((0..<crop.width).map { x in JSON.array([.int(Int(crop[x, y]))]) })
        }
        let message = SeldonMessage(
            .json(.object(["image_id": .string("x"), "image": .array(rows)]))
        )

        let answer = try RecognitionModel().answer(to: message)

        #expect(answer["micr"]?.string == CheckSample.bundled.micr)
    }

    @Test func `a picture without a line passes both models with its reason`() throws {
        let blank = GrayImage(width: 600, height: 300)

        let detected = try DetectionModel.answer(to: request(blank))
        let answer = try RecognitionModel().answer(to: SeldonMessage(.json(detected)))

        #expect(answer["micr"]?.string == "")
        #expect(answer["confidence"]?.double == 0)
        #expect(answer["reason"]?.string == detected["reason"]?.string)
    }

    @Test(
        arguments: [
            #"{"data":{"names":["image_id","image"],"ndarray":["a","not base64!"]}}"#,
            #"{"data":{"names":["image_id","image"],"ndarray":["a","aGVsbG8="]}}"#,
            #"{"data":{"names":["image_id","image"],"ndarray":["a",""]}}"#,
            #"{"data":{"ndarray":[1,2,3]}}"#, #"{"strData":"hello"}"#, #"{"binData":""}"#,
            #"{"jsonData":{"image":[[1,2],[3]]}}"#, #"{"jsonData":{"image":[]}}"#,
            #"{"jsonData":{"image":[["a"]]}}"#,
        ]
    )
    func `an image at fault is bad data and no crash`(body: String) throws {
        let message = try SeldonMessage(json: JSON(parsing: body))

        #expect(throws: ComponentError.self) { try DetectionModel.answer(to: message) }
        #expect(throws: ComponentError.self) { try RecognitionModel().answer(to: message) }
    }
}
