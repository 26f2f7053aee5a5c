import Testing
import Vision

struct LineRecognizerTests {
    @Test(arguments: [[], Array("no model at all".utf8), [UInt8](repeating: 7, count: 5000)])
    func `bytes that are no network are refused`(model: [UInt8]) {
        #expect(throws: VisionError.unusableModel) { try LineRecognizer(model: model) }
    }
}
