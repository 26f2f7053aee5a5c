/// One Kubernetes event, as a row.
public struct EventLine: Sendable, Equatable, Identifiable {
    /// The uid of the event.
    public var id: String
    /// When it last happened.
    public var at: Moment?
    /// How often it happened.
    public var count: Int
    /// Whether it warns; otherwise it is normal.
    public var isWarning: Bool
    /// Its reason in one word, such as `BackOff`.
    public var reason: String
    /// The object that it is about, such as `pod/checks-reader-main-0-detection`.
    public var object: String
    /// What it says; foreign text that is not yet made safe to print.
    public var message: String

    /// An event as a row.
    public init(
        id: String,
        at: Moment? = nil,
        count: Int = 1,
        isWarning: Bool = false,
        reason: String,
        object: String,
        message: String
    ) {
        self.id = id
        self.at = at
        self.count = count
        self.isWarning = isWarning
        self.reason = reason
        self.object = object
        self.message = message
    }
}
