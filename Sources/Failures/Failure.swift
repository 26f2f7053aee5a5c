/// What went wrong, in words for the person who reads it.
public struct Failure: Error, Sendable, Hashable {
    /// One sentence that says what happened to which object, without a full stop.
    public var message: String
    /// What to try next, or `nil` when there is nothing to try.
    public var hint: String?
    /// More for `--verbose`: causes, replies; never a secret.
    public var details: [String]

    /// Makes a failure from its words.
    public init(_ message: String, hint: String? = nil, details: [String] = []) {
        self.message = message
        self.hint = hint
        self.details = details
    }
}

extension Failure: CustomStringConvertible {
    /// The message and, after it, the hint.
    public var description: String {
        guard let hint else { return message }
        return "\(message) (\(hint))"
    }
}

/// An error that can say what happened and what to try.
public protocol ExplainedError: Error {
    /// The error in words for the user.
    var failure: Failure { get }
}

extension Failure: ExplainedError {
    /// Itself.
    public var failure: Failure { self }

    /// The words of any error: its own where it has them, a plain rendering where it has none.
    public init(describing error: any Error) {
        if let explained = error as? any ExplainedError {
            self = explained.failure
        } else {
            self.init("\(error)")
        }
    }
}
