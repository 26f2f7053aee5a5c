public import Failures

/// The cluster, seen from the dashboard: performs commands.
public protocol CommandRunner: Sendable {
    /// Performs a command and reports what it has to tell meanwhile.
    ///
    /// ``Command/follow(_:)`` runs until the task is cancelled. ``Command/unfollow(_:)``,
    /// ``Command/useTheme(_:)``, ``Command/useMouse(_:)``, ``Command/ringBell``, ``Command/suspend``, ``Command/redraw`` and
    /// ``Command/quit`` never come here.
    ///
    /// - Parameters:
    ///   - command: What to do.
    ///   - report: Takes what is to be told; it returns when the dashboard has taken it in, so that a
    ///     fast log cannot run away from the screen.
    /// - Throws: What could not be done, in the user's words.
    func run(
        _ command: Command,
        report: @escaping @Sendable (Report) async -> Void
    ) async throws(Failure)
}
