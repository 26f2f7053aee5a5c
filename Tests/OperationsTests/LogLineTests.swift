import Operations
import Testing

struct LogLineTests {
    private func line(_ text: String, hasTimestamps: Bool = false) -> LogLine {
        LogLine(Array(text.utf8), pod: "p", container: "c", hasTimestamps: hasTimestamps)
    }

    @Test func `the kubelet's time is taken off`() {
        let read = line("2026-11-23T17:33:24.5Z hello world", hasTimestamps: true)

        #expect(read.text == "hello world")
        #expect(read.at == Moment(secondsSince1970: 1_795_455_204.5))
        #expect(line("no time here", hasTimestamps: true).text == "no time here")
    }

    @Test func `a line without end does not fill the memory`() {
        let read = line(String(repeating: "x", count: 500_000))

        #expect(read.text.utf8.count == LogLine.sizeLimit + " …".utf8.count)
    }
}
