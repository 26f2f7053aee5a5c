import Documents
import HTTP
import HTTPTypes
import Testing

@testable import Serving

struct GraphFrontTests {
    @Test func `markup is escaped, and nothing else is touched`() {
        func escaped(_ text: String) -> String {
            String(decoding: MarkupEscape.escaped(Array(text.utf8)), as: UTF8.self)
        }
        #expect(escaped("{\"a\": 1.10}") == "{\"a\": 1.10}")
        #expect(escaped("<b>&</b>") == "\\u003cb\\u003e\\u0026\\u003c/b\\u003e")
        #expect(escaped("\u{2028}\u{2029}\u{2027}…") == "\\u2028\\u2029\u{2027}…")
        #expect(MarkupEscape.escaped([0xE2, 0x80]) == [0xE2, 0x80])
    }

    @Test func `a new identity is a random UUID of version 4`() throws {
        let puids = Set((0..<100).map { _ in Puid.make() })
        #expect(puids.count == 100)
        for puid in puids {
            let parts = puid.split(separator: "-")
            #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
            #expect(parts[2].first == "4")
            #expect("89ab".contains(parts[3].prefix(1)))
            #expect(puid.allSatisfy { $0 == "-" || $0.isHexDigit && !$0.isUppercase })
        }
    }

    @Test func `times are written as Server Timing and read back`() {
        let timing = ServerTiming([
            NodeTiming(node: "detection-infer", step: "/predict", duration: .microseconds(41_205)),
            NodeTiming(node: "router", step: "/route", duration: .microseconds(7)),
        ])
        let text = "detection-infer;desc=\"/predict\";dur=41.205, router;desc=\"/route\";dur=0.007"
        #expect(timing.text == text)
        #expect(ServerTiming(parsing: text).timings.map(\.node) == ["detection-infer", "router"])
        #expect(ServerTiming(parsing: "cache;desc=hit, ;;, =").timings.isEmpty)
    }

    @Test func `a form of many parts is read as its fields say`() throws {
        let text =
            "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"strData\"\r\n\r\na\r\nb\r\n"
            + "--b\r\ncontent-disposition: form-data; filename=\"x;y.png\"; name=binData\r\n"
            + "Content-Type: image/png\r\n\r\n\r\n--b--\r\n"
        let form = try MultipartForm(
            Array(text.utf8),
            contentType: "multipart/form-data; boundary=b"
        )
        #expect(form.parts.map(\.name) == ["strData", "binData"])
        #expect(form.parts.map(\.fileName) == [nil, "x;y.png"])
        #expect(String(decoding: form.parts[0].bytes, as: UTF8.self) == "a\r\nb")
        #expect(form.parts[1].bytes.isEmpty)
    }

    @Test(arguments: [
        "", "--b", "--b\r\n", "--b\r\n\r\n--b--", "--b\r\nX: y\r\n\r\nz", "--bx", "--b\r\n--b--",
        "--b\r\nContent-Disposition: form-data\r\n\r\nz\r\n--b--",
    ])
    func `a broken form is refused`(text: String) {
        #expect(throws: ServingError.self) {
            try MultipartForm(Array(text.utf8), contentType: "multipart/form-data; boundary=\"b\"")
        }
    }

    @Test func `random forms never end the process`() {
        let alphabet = Array("--b\r\n:;=\" namefrdtx".utf8)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0..<80)).map { _ in alphabet.randomElement() ?? 0 }
            _ = try? MultipartForm(bytes, contentType: "multipart/form-data; boundary=b")
        }
    }
}
