/// A point in time by the cluster's clock, in seconds since 1970.
public struct Moment: Sendable, Codable, Hashable, Comparable {
    /// Seconds since 1970-01-01 00:00 UTC.
    public var secondsSince1970: Double

    /// A point in time from seconds since 1970.
    public init(secondsSince1970: Double) {
        self.secondsSince1970 = secondsSince1970
    }

    /// The time that has passed since an earlier moment; negative when that lies in the future.
    public func elapsed(since earlier: Moment) -> Duration {
        .seconds(secondsSince1970 - earlier.secondsSince1970)
    }

    /// The moment that lies a duration after this one.
    public func advanced(by duration: Duration) -> Moment {
        Moment(secondsSince1970: secondsSince1970 + duration / .seconds(1))
    }

    /// Whether a moment lies before another.
    public static func < (left: Moment, right: Moment) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}
