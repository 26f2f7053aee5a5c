/// What could not be done, in the words that a user reads.
public struct Failure: Error, Sendable, Hashable {
    /// One sentence without a full stop that names the object.
    public var message: String
    /// What to try, or `nil` when there is nothing to suggest.
    public var hint: String?
    /// More for somebody who looks into it; never a secret.
    public var details: String?

    /// A failure with its sentence and, where there is one, its remedy.
    public init(_ message: String, hint: String? = nil, details: String? = nil) {
        self.message = message
        self.hint = hint
        self.details = details
    }
}
