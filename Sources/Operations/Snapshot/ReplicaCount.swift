/// How many replicas are wanted and how many answer.
public struct ReplicaCount: Sendable, Codable, Hashable {
    /// How many are wanted.
    public var desired: Int
    /// How many are ready.
    public var ready: Int

    /// A count of replicas.
    public init(desired: Int, ready: Int) {
        self.desired = desired
        self.ready = ready
    }

    /// Whether every replica that is wanted is ready.
    public var isComplete: Bool { ready >= desired }
}
