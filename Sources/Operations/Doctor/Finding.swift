/// One thing that was looked at, and how it is.
public struct Finding: Sendable, Equatable {
    /// How it is.
    public enum Verdict: String, Sendable {
        /// As it should be.
        case good
        /// Worth knowing.
        case remark
        /// Something does not work without it.
        case bad
    }

    /// How it is.
    public var verdict: Verdict
    /// What was looked at and found, in one line.
    public var subject: String
    /// What to do about it, or `nil` when there is nothing to do.
    public var remedy: String?

    /// A finding.
    public init(_ verdict: Verdict, _ subject: String, remedy: String? = nil) {
        self.verdict = verdict
        self.subject = subject
        self.remedy = remedy
    }
}
