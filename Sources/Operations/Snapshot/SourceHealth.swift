/// How well one source of data answers.
public struct SourceHealth: Sendable, Codable, Equatable {
    /// What the data comes from.
    public enum Source: Sendable, Codable, Hashable, CaseIterable {
        /// The API server's lists and watches.
        case apiServer
        /// The orchestrators' metrics.
        case metrics
        /// The gateway that test requests go to.
        case gateway
    }

    /// Whether the source answers.
    public enum Status: Sendable, Codable, Equatable {
        /// Nothing was heard yet, and nothing failed.
        case connecting
        /// The last request was answered.
        case healthy
        /// The last request failed, for a reason in a few words.
        case failing(reason: String)
        /// There is no such source here, for a reason in a few words.
        case absent(reason: String)
    }

    /// What the data comes from.
    public var source: Source
    /// Whether it answers.
    public var status: Status
    /// Whether it answers at all, if only to refuse.
    public var isReachable: Bool
    /// The way that is taken to it, such as `pods/proxy` or a URL; `nil` when there is one only.
    public var way: String?
    /// What to do about a failure; `nil` when there is nothing to say.
    public var hint: String?
    /// When it last answered, or `nil` when it never did.
    public var lastSuccess: Moment?
    /// When it is tried again, or `nil` when no try is planned.
    public var nextAttempt: Moment?

    /// The health of a source.
    public init(
        _ source: Source,
        _ status: Status,
        isReachable: Bool? = nil,
        way: String? = nil,
        hint: String? = nil,
        lastSuccess: Moment? = nil,
        nextAttempt: Moment? = nil
    ) {
        self.source = source
        self.status = status
        let isFailing = if case .failing = status { true } else { false }
        self.isReachable = isReachable ?? !isFailing
        self.way = way
        self.hint = hint
        self.lastSuccess = lastSuccess
        self.nextAttempt = nextAttempt
    }
}
