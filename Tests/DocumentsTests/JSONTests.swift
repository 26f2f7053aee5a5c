import Documents
import Testing

struct JSONTests {
    @Test func `digits and the order of keys survive`() throws {
        let text = #"{"b":1.50,"a":[6.02e23,12345678901234567890,-0],"c":{"z":null,"y":true}}"#

        #expect(try JSON(parsing: text).text() == text)
    }

    @Test func `objects are equal in any order, numbers by their value`() throws {
        #expect(try JSON(parsing: #"{"a":1,"b":2.0}"#) == JSON(parsing: #"{"b":2,"a":1}"#))
        #expect(try JSON(parsing: "9007199254740993") != JSON(parsing: "9007199254740992"))
    }

    @Test func `escapes are read and written`() throws {
        let value = try JSON(parsing: #""a\"\\\/\b\f\n\r\té\ud83d\ude00\ud83d!""#)

        #expect(value.string == "a\"\\/\u{8}\u{c}\n\r\té😀\u{FFFD}!")
        #expect(try JSON(parsing: value.text()) == value)
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", "+1", "nul", "\"", "\"\t\"",
        "\"\\x\"", "[1] 2", "-", "1e", "\"\\u12\"", "'a'", "NaN", "Infinity",
    ])
    func `text that is no JSON is refused with a place`(text: String) {
        #expect {
            _ = try JSON(parsing: text)
        } throws: { error in
            guard case DocumentError.malformed = error else { return false }
            return true
        }
    }

    @Test func `the place of a mistake is its line and column`() {
        #expect(
            throws: DocumentError.malformed(
                "expected ',' or '}'",
                Position(line: 2, column: 10)
            )
        ) {
            try JSON(parsing: "{\n  \"é\": 1 \"b\": 2}")
        }
    }

    @Test func `a string reads the same wherever in it something special stands`() throws {
        let specials = [
            ("\\n", "\n"), ("\\\"", "\""), ("é", "é"), ("\\u00e9", "é"), ("ع", "ع"), ("", ""),
        ]
        for (written, read) in specials {
            for length in 0...20 {
                for place in 0...length {
                    let before = String(repeating: "a", count: place)
                    let after = String(repeating: "b", count: length - place)
                    let json = try JSON(parsing: "[\"\(before)\(written)\(after)\",1]")
                    #expect(json == [.string(before + read + after), 1])
                }
            }
        }
    }

    @Test func `a byte that may not stand in a string is refused wherever it does`() {
        for byte: UInt8 in [0x00, 0x1F, 0x0A, 0x80, 0xC3, 0xFF] {
            for place in 0...20 {
                var bytes = Array("\"\(String(repeating: "a", count: 20))\"".utf8)
                bytes.insert(byte, at: 1 + place)
                #expect(throws: DocumentError.self) { try JSON(parsing: bytes) }
            }
        }
    }

    @Test(arguments: [2, 12, 13, 40])
    func `of a name given twice the last value counts, in the first one's place`(
        count: Int
    ) throws {
        let members = (1..<count).map { "\"m\($0)\":\($0)" }
        let json = try JSON(parsing: "{\((members + ["\"m1\":0"]).joined(separator: ","))}")

        #expect(json["m1"] == 0)
        #expect(json.text().hasPrefix("{\"m1\":0"))
        guard case .object(let object) = json else { return }
        #expect(object.count == count - 1)
    }

    @Test func `a value cut short at any byte is refused, never a crash`() {
        let bytes = Array(#"{"a":[1,2.5e3,"x\u00e9"],"b":{"c":null,"d":false}}"#.utf8)

        for end in 0..<bytes.count {
            #expect(throws: DocumentError.self) { try JSON(parsing: Array(bytes[..<end])) }
        }
    }

    @Test func `nesting has a limit`() {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)

        #expect(throws: DocumentError.tooDeep(limit: 200)) { try JSON(parsing: deep) }
    }

    @Test func `setting a member of what is no object makes one`() {
        var json = JSON.null
        json["a"] = 1
        json["b"] = 2
        json["a"] = nil

        #expect(json == ["b": 2])
    }
}
