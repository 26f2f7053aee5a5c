public import Failures
public import Kubernetes

/// How well the source of a store answers.
public struct SourceState: Sendable, Equatable {
    /// When it last answered, by this machine's clock; `nil` when it never did.
    public var lastSuccess: Timestamp?
    /// Why it does not answer; `nil` when it does, or was not asked yet.
    public var problem: Failure? { error?.failure }
    /// The same as the error that it was; `nil` when it answers.
    public var error: ClientError?
    /// When it is asked again; `nil` when no further try is needed or planned.
    public var nextTry: Timestamp?

    /// Makes a state.
    public init(
        lastSuccess: Timestamp? = nil,
        error: ClientError? = nil,
        nextTry: Timestamp? = nil
    ) {
        self.lastSuccess = lastSuccess
        self.error = error
        self.nextTry = nextTry
    }

    /// Whether what the store has is the newest, as far as one can know.
    public var isCurrent: Bool { error == nil && lastSuccess != nil }
}
