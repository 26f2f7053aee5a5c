public import Failures
public import Kubernetes

/// How well the source of a store answers.
public struct SourceState: Sendable, Equatable {
    /// When it last answered, by this machine's clock; `nil` when it never did.
    public var lastSuccess: Timestamp?
    /// Why it does not answer; `nil` when it does, or was not asked yet.
    public var problem: Failure?
    /// When it is asked again; `nil` when no further try is needed or planned.
    public var nextTry: Timestamp?

    /// Makes a state.
    public init(
        lastSuccess: Timestamp? = nil,
        problem: Failure? = nil,
        nextTry: Timestamp? = nil
    ) {
        self.lastSuccess = lastSuccess
        self.problem = problem
        self.nextTry = nextTry
    }

    /// Whether what the store has is the newest, as far as one can know.
    public var isCurrent: Bool { problem == nil && lastSuccess != nil }
}
