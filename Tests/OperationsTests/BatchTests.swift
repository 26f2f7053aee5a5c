import Failures
import Operations
import Testing

struct BatchTests {
    private func row(_ name: String, _ expected: String?, _ read: String) -> BatchReport.Row {
        BatchReport.Row(
            item: BatchItem(name: name, expected: expected),
            read: .success(read),
            confidence: 0.98765,
            duration: .milliseconds(91)
        )
    }

    @Test func `exact lines are counted among those that are known`() {
        let report = BatchReport(
            total: 4,
            rows: [
                row("a.png", "⑈1⑈", "⑈1⑈"), row("b.png", "⑈2⑈", "⑈7⑈"), row("c.png", nil, "⑈3⑈"),
                BatchReport.Row(
                    item: BatchItem(name: "d.png", expected: "⑈4⑈"),
                    read: .failure(Failure("HTTP 500")),
                    duration: .zero
                ),
            ]
        )

        #expect(report.exactCount == 1)
        #expect(report.knownCount == 3)
        #expect(report.summary == "4 of 4 sent, 1 of 3 lines exact (33.3 %), 1 failed")
    }

    @Test func `the table can be read by other programs`() {
        let report = BatchReport(total: 1, rows: [row("a \"b\", c.png", "⑈1⑈", "⑈1⑈")])

        let lines = report.csv.split(separator: "\r\n")
        #expect(lines[0] == "file,expected,read,exact,confidence,milliseconds,failure")
        #expect(lines[1] == "\"a \"\"b\"\", c.png\",⑈1⑈,⑈1⑈,yes,0.9877,91,")
    }

    @Test func `expected lines are read from a table, whatever its other columns`() throws {
        let lines = try ExpectedLines.table("kind,file,micr\nscan,\"a,1.png\",⑈1⑈\n,b.png,⑈2⑈\n")

        #expect(lines == ["a,1.png": "⑈1⑈", "b.png": "⑈2⑈"])
        #expect(throws: OperationsError.self) { try ExpectedLines.table("a,b\n1,2\n") }
    }
}
