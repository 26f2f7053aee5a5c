/// Something that a snapshot does not show though the API server answers: it was refused, or the
/// cluster has no such kind.
public struct SnapshotGap: Sendable, Codable, Hashable {
    /// What is not seen, in the plural, such as `pods`.
    public var subject: String
    /// Why, in one line.
    public var reason: String
    /// What to do about it; `nil` when it is as it should be.
    public var remedy: String?

    /// A gap.
    public init(_ subject: String, reason: String, remedy: String? = nil) {
        self.subject = subject
        self.reason = reason
        self.remedy = remedy
    }
}
