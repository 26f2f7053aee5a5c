import Failures
import Testing
import Vision

struct TextReaderTests {
    @Test(arguments: TextReader.Language.allCases)
    func `a language that is missing is said with the package that brings it`(
        language: TextReader.Language
    ) {
        let failure = VisionError.missingLanguage(language).failure

        #expect(failure.message.contains("'\(language.rawValue)'"))
        #expect(failure.hint?.hasSuffix("tesseract-ocr-\(language.rawValue)") == true)
    }
}
