import Operations
import Testing

struct LogSplitterTests {
    private func lines(_ pieces: [String], hasTimestamps: Bool = false) -> [LogLine] {
        var splitter = LogSplitter(pod: "p", container: "c", hasTimestamps: hasTimestamps)
        let lines = pieces.flatMap { splitter.receive(Array($0.utf8)) }
        return lines + (splitter.finish().map { [$0] } ?? [])
    }

    @Test func `lines are whole wherever the pieces end`() {
        let text = "one\ntwo ⑈\r\n\nlast"
        let bytes = Array(text.utf8)
        let expected = ["one", "two ⑈", "", "last"]

        for cut in 0...bytes.count {
            var splitter = LogSplitter(pod: "p", container: "c", hasTimestamps: false)
            var lines =
                splitter.receive(Array(bytes[..<cut])) + splitter.receive(Array(bytes[cut...]))
            if let rest = splitter.finish() { lines.append(rest) }
            #expect(lines.map(\.text) == expected, "cut at \(cut)")
        }
    }

    @Test func `the kubelet's time is taken off`() {
        let read = lines(
            ["2026-11-23T17:33:24.5Z hello world\nno time here\n"],
            hasTimestamps: true
        )

        #expect(read.map(\.text) == ["hello world", "no time here"])
        #expect(read[0].at == Moment(secondsSince1970: 1_795_455_204.5))
        #expect(read[1].at == nil)
    }

    @Test func `a line without end does not fill the memory`() {
        let read = lines([String](repeating: String(repeating: "x", count: 50_000), count: 10))

        #expect(read.count == 1)
        #expect(read[0].text.utf8.count == LogSplitter.lineLimit + " …".utf8.count)
    }
}
