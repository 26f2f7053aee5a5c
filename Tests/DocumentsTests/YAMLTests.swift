import Documents
import Testing

struct YAMLTests {
    @Test(arguments: [
        ("~", JSON.null), ("yes", true), ("Off", false), ("0x1F", 31), ("017", 15), ("1_000", 1000),
        ("-2.5", -2.5), ("1e3", 1000), ("'1'", "1"), ("1.2.3", "1.2.3"), ("100m", "100m"),
        ("12:30", "12:30"), (".5", 0.5), ("1e", "1e"), ("!!str 5", "5"),
    ])
    func `plain scalars mean what kubectl takes them for`(text: String, value: JSON) throws {
        #expect(try YAML.json(parsing: "a: \(text)")["a"] == value)
    }

    @Test func `every value knows its place`() throws {
        let text = "spec:\n  predictors:\n  - name: main\n    traffic: 80\n  - name: canary\n"
        let root = try #require(try YAML.documents(in: text).first)

        let traffic = root.position(of: FieldPath(parsing: "spec.predictors[0].traffic"))
        #expect(traffic == Position(line: 4, column: 5))
        let missing = root.position(of: FieldPath(parsing: "spec.predictors[1].graph.name"))
        #expect(missing == Position(line: 5, column: 5))
    }

    @Test func `several documents, empty ones left out`() throws {
        #expect(try YAML.documents(in: "---\na: 1\n---\n---\nb: 2\n...\n").count == 2)
    }

    @Test func `a name that stands twice is refused at its second place`() {
        #expect(
            throws: DocumentError.malformed(
                "a stands twice in one mapping",
                Position(line: 3, column: 1)
            )
        ) {
            try YAML.documents(in: "a: 1\nb: 2\na: 3\n")
        }
    }

    @Test func `an alias that contains itself is refused`() {
        #expect(throws: DocumentError.self) { try YAML.documents(in: "a: &x\n  b: *x\n") }
    }

    @Test func `aliases that multiply are stopped`() {
        var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        for level in 1...9 {
            let item = "*a\(level - 1)"
            text +=
                "a\(level): &a\(level) [\(Array(repeating: item, count: 10).joined(separator: ","))]\n"
        }

        #expect(throws: DocumentError.tooManyNodes(limit: 10_000)) { try YAML.documents(in: text) }
    }

    @Test func `anchors and merge keys are expanded`() throws {
        let json = try YAML.json(parsing: "d: &d {a: 1, b: 2}\ne:\n  <<: *d\n  b: 3\n")

        #expect(json["e"] == ["a": 1, "b": 3])
    }

    @Test func `nesting has a limit`() {
        let text = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)

        #expect(throws: DocumentError.tooDeep(limit: 100)) { try YAML.documents(in: text) }
    }

    @Test func `what is written is read back`() throws {
        let value: JSON = [
            "plain": "text", "true": "true", "number": "12", "date": "2026-11-23", "empty": "",
            "list": [1, ["nested", [:]], [], .null, ["a": 1, "b": ["c"]]],
            "block": "line one\n  line two\n", "open": "x\ny", "colon": "a: b", "hash": "a #b",
            "dash": "- a", "minus": "-a", "quote": "it's \"so\"", "tab": "a\tb", "star": "*x",
            "space ": " lead", "trail": "trail ", "esc": "\u{1B}[31m",
        ]

        #expect(try YAML.json(parsing: value.yaml) == value)
    }
}
