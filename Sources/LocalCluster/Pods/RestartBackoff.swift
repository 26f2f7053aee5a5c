/// How long to wait before something that ended is started again.
///
/// The first time not at all, then 1, 2, 4 … 60 s; what ran for ten minutes begins anew, as with a
/// kubelet.
struct RestartBackoff: Sendable, Hashable {
    /// The longest wait.
    static let ceiling = Duration.seconds(60)
    /// How long something must run for its earlier ends to be forgotten.
    static let forgottenAfter = Duration.seconds(600)

    private var ends = 0

    /// The wait after one more end.
    mutating func next(afterRunning duration: Duration) -> Duration {
        if duration >= RestartBackoff.forgottenAfter { ends = 0 }
        defer { ends += 1 }
        guard ends > 0 else { return .zero }
        return min(.seconds(1 << min(ends - 1, 6)), RestartBackoff.ceiling)
    }
}
