/// What a pod, or several together, uses of CPU and memory, as metrics.k8s.io tells it.
public struct PodUsage: Sendable, Codable, Hashable {
    /// CPU in cores; 0.25 is what Kubernetes writes as `250m`.
    public var cores: Double
    /// The working set in bytes.
    public var bytes: Int
    /// When it was measured, by the cluster's clock.
    public var measuredAt: Moment

    /// What is used.
    public init(cores: Double, bytes: Int, measuredAt: Moment) {
        self.cores = cores
        self.bytes = bytes
        self.measuredAt = measuredAt
    }

    /// Two pods together, as of the older measurement.
    public func adding(_ other: PodUsage) -> PodUsage {
        PodUsage(
            cores: cores + other.cores,
            bytes: bytes + other.bytes,
            measuredAt: min(measuredAt, other.measuredAt)
        )
    }
}
