import Documents
import Testing

@testable import Orchestrator

struct JSONCheckTests {
    @Test func `the check agrees with the parser, also on damaged texts`() {
        let text =
            "{\"a\": [1, -2.5e+3, \"x\\\"\\u00e9\", null, true, {}], \"b\": [[]], \"c\": false} "
        #expect(JSONCheck.isJSON(Array(text.utf8)))
        let alphabet = Array("{}[]\",:0-.e\\n tru1".utf8)
        for _ in 0..<5000 {
            var bytes = Array(text.utf8)
            for _ in 0...Int.random(in: 0..<3) {
                bytes[Int.random(in: 0..<bytes.count)] = alphabet.randomElement() ?? 0
            }
            let parses = (try? JSON(parsing: bytes)) != nil
            // Escapes are left to the component: what the parser takes, the check takes.
            if parses {
                #expect(JSONCheck.isJSON(bytes), "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    @Test(arguments: ["", "<html>", "{", "[1,]", "{\"a\"}", "1 2", "\"a", "nul", "01", "\"\\"])
    func `what is not JSON is told`(text: String) {
        #expect(!JSONCheck.isJSON(Array(text.utf8)))
    }

    @Test func `nesting beyond the limit is not JSON`() {
        let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
        #expect(!JSONCheck.isJSON(Array(deep.utf8)))
    }
}
