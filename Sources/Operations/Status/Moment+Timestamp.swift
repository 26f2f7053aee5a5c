public import Kubernetes

extension Moment {
    /// The moment that an object's field names.
    public init(_ timestamp: Timestamp) {
        self.init(secondsSince1970: Double(timestamp.microseconds) / 1_000_000)
    }
}
