import Documents
import Testing

struct ProjectionTests {
    private let text = #"""
        {"a":{"keep":1,"drop":{"x":["}\"]",{"y":null}]}},"list":[{"n":"one","z":[1,2]},{"n":"two"}],
         "esc\u0061pe":true,"rest":-1.5e3}
        """#

    private func read(_ projection: Projection) throws -> JSON {
        try JSON(parsing: Array(text.utf8), keeping: projection)
    }

    @Test func `named members are kept, within lists as well, and nothing else`() throws {
        #expect(
            try read(["a": ["keep": .all], "list": ["n": .all]])
                == ["a": ["keep": 1], "list": [["n": "one"], ["n": "two"]]]
        )
    }

    @Test func `a name that is written with escapes is the name it means`() throws {
        #expect(try read(["escape": .all]) == ["escape": true])
    }

    @Test func `all but some members is what it says, at every depth`() throws {
        let whole = try JSON(parsing: text)
        var expected = whole
        expected["a"]?["drop"] = nil
        expected["rest"] = nil

        #expect(try read(.all) == whole)
        #expect(try read(Projection.all(but: "rest").without("a", "drop")) == expected)
    }

    @Test func `two projections together keep what either keeps`() throws {
        let one: Projection = ["a": ["keep": .all]]
        let other: Projection = ["rest": .all, "a": [:]]

        #expect(try read(one.merging(other)) == ["a": ["keep": 1], "rest": -1500])
        #expect(try read(one.merging(.all)) == JSON(parsing: text))
    }

    @Test func `what is passed over must be closed all the same`() throws {
        let bytes = Array(text.utf8)
        for length in bytes.indices {
            #expect(throws: DocumentError.self) {
                try JSON(parsing: Array(bytes[..<length]), keeping: ["none": .all])
            }
        }
        let deep = Array((String(repeating: "[", count: 300) + "]").utf8)
        #expect(throws: DocumentError.tooDeep(limit: JSON.depthLimit)) {
            try JSON(parsing: Array(#"{"x":"#.utf8) + deep, keeping: ["none": .all])
        }
    }
}
