import Documents
import Failures
import Inference
import Pictures
import Testing
import Vision

@testable import CheckReader

struct AllTextTests {
    private func request(_ bytes: [UInt8]) throws -> SeldonMessage {
        try SeldonMessage(
            json: JSON(
                parsing: """
                    {"data":{"names":["image_id","image"],"ndarray":["a","\(Base64.text(of: bytes))"]},\
                    "meta":{"tags":{"read":"all"}}}
                    """
            )
        )
    }

    private func check(_ convention: String) throws -> DrawnCheck {
        try CheckSynthesizer()
            .check(seed: 77, index: 1, wish: .init(convention: convention, source: "scan"))
    }

    @Test func `a language that is not installed is said, with the package that brings it`() throws
    {
        let reader = FieldReader { (language) throws(VisionError) in
            throw .missingLanguage(language)
        }

        let answer = try DetectionModel.answer(to: request(check("us").bytes), reader: reader)

        let reason = try #require(answer["fields_reason"]?.string)
        #expect(reason.contains("tesseract-ocr-eng"))
        #expect(answer["fields"]?.array?.isEmpty == false)
        #expect(answer["image"]?.string != "")
    }

    @Test(arguments: ["us", "gulf"])
    func `all fields of a drawn check have a kind, a box and a text`(convention: String) throws {
        for language in TextReader.Language.allCases {
            do { _ = try TextReader(language) } catch {
                print("skipped: \(error.failure.message)")
                return
            }
        }
        let check = try check(convention)

        let detected = try DetectionModel.answer(to: request(check.bytes))
        let answer = try RecognitionModel().answer(to: SeldonMessage(.json(detected)))

        let fields = try #require(answer["fields"]?.array)
        let lines = fields.filter { $0["kind"]?.string == "micr" }
        #expect(lines.map { $0["text"]?.string } == [check.micr])
        let english = fields.filter { $0["kind"]?.string == "en" }
        #expect(english.contains { $0["text"]?.string?.isEmpty == false })
        #expect(english.allSatisfy { $0["box"]?.array?.count == 4 })
        #expect(answer["lines"]?[0]?["fields"]?["transit"]?.string != nil)
    }
}
