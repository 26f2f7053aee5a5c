public import Failures

/// Something that the user should be told once.
public struct Notice: Sendable, Equatable {
    /// How much it matters.
    public enum Level: Sendable, Hashable {
        /// It went as it should.
        case done
        /// It is worth knowing.
        case remark
        /// It went wrong.
        case trouble
    }

    /// How much it matters.
    public var level: Level
    /// One sentence without a full stop.
    public var message: String
    /// What to try, or `nil` when there is nothing to suggest.
    public var hint: String?

    /// Something that the user should be told.
    public init(_ level: Level, _ message: String, hint: String? = nil) {
        self.level = level
        self.message = message
        self.hint = hint
    }

    /// What went wrong, as a notice.
    public init(_ failure: Failure) {
        self.init(.trouble, failure.message, hint: failure.hint)
    }
}
