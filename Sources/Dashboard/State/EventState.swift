import Operations

/// The events of the deployment that is looked at.
struct EventState: Sendable, Equatable {
    /// Whose events they are.
    var deployment: DeploymentID?
    /// The events, newest first; `nil` until the first answer.
    var lines: [EventLine]?
    /// How many lines are scrolled away at the top.
    var scroll = 0
}
