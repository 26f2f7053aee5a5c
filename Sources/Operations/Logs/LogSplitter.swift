import Kubernetes

/// Cuts the bytes of a followed log into lines, wherever the pieces end.
package struct LogSplitter: Sendable {
    /// The longest line that is kept, in bytes (DESIGN, limits); what is longer loses its end.
    package static let lineLimit = 64 << 10

    private let pod: String
    private let container: String
    private let hasTimestamps: Bool
    private var rest: [UInt8] = []
    private var isCut = false

    /// A splitter for the log of one container, whose lines may begin with the kubelet's time.
    package init(pod: String, container: String, hasTimestamps: Bool) {
        self.pod = pod
        self.container = container
        self.hasTimestamps = hasTimestamps
    }

    /// The lines that a piece completes.
    package mutating func receive(_ piece: [UInt8]) -> [LogLine] {
        var lines: [LogLine] = []
        for part in piece.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if part.offset > 0 { lines.append(take()) }
            append(part.element)
        }
        return lines
    }

    /// The line that was never ended, or `nil` when the log ends with a line's end.
    package mutating func finish() -> LogLine? { rest.isEmpty ? nil : take() }

    private mutating func append(_ bytes: ArraySlice<UInt8>) {
        let room = LogSplitter.lineLimit - rest.count
        rest += bytes.prefix(max(0, room))
        isCut = isCut || bytes.count > room
    }

    private mutating func take() -> LogLine {
        var text = String(decoding: rest, as: UTF8.self)
        if isCut { text += " …" }
        rest.removeAll(keepingCapacity: rest.capacity < 1 << 12)
        isCut = false
        if text.hasSuffix("\r") { text.removeLast() }
        var at: Moment?
        if hasTimestamps, let space = text.firstIndex(of: " "),
            let time = Timestamp(String(text[..<space]))
        {
            at = Moment(time)
            text = String(text[text.index(after: space)...])
        }
        return LogLine(at: at, pod: pod, container: container, text: text)
    }
}
