import Kubernetes

extension LogLine {
    /// The longest line that is kept, in bytes (DESIGN, section 9); what is longer loses its end.
    package static let sizeLimit = 64 << 10

    /// Reads a line of a container's log, which may begin with the time that the kubelet wrote.
    package init(_ bytes: [UInt8], pod: String, container: String, hasTimestamps: Bool) {
        let isCut = bytes.count > LogLine.sizeLimit
        var text = String(decoding: bytes.prefix(LogLine.sizeLimit), as: UTF8.self)
        if isCut { text += " …" }
        var at: Moment?
        if hasTimestamps, let space = text.firstIndex(of: " "),
            let time = Timestamp(String(text[..<space]))
        {
            at = Moment(time)
            text = String(text[text.index(after: space)...])
        }
        self.init(at: at, pod: pod, container: container, text: text)
    }
}
