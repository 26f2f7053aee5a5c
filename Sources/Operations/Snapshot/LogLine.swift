/// One line of a container's log; its text is foreign and not yet made safe to print.
public struct LogLine: Sendable, Equatable {
    /// When the container wrote it, or `nil` when the log does not say.
    public var at: Moment?
    /// The pod that wrote it.
    public var pod: String
    /// The container that wrote it.
    public var container: String
    /// The line without its end.
    public var text: String

    /// A line of a container's log.
    public init(at: Moment? = nil, pod: String, container: String, text: String) {
        self.at = at
        self.pod = pod
        self.container = container
        self.text = text
    }
}
