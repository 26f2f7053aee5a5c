/// The first ports that components get; each further one gets the next.
public struct PortPlan: Sendable, Hashable {
    /// The first for HTTP.
    public var http: Int
    /// The first for gRPC.
    public var grpc: Int
    /// The first for metrics.
    public var metrics: Int

    /// Makes a plan; by default that of Seldon Core.
    public init(http: Int = 9000, grpc: Int = 9500, metrics: Int = 6000) {
        self.http = http
        self.grpc = grpc
        self.metrics = metrics
    }
}
