public import Operations

/// What must now be done outside, as a value.
public enum Command: Sendable, Hashable {
    /// Sets the traffic weights of a deployment, in percent by predictor.
    case setTraffic(DeploymentID, weights: [String: Int])
    /// Asks what a request of a rollout would do; it comes as ``Report/planned(_:_:)``.
    case planRollout(RolloutRequest)
    /// Does what is asked of a rollout, with the name that was typed to say that it is meant.
    case carryOut(RolloutRequest, typedName: String?)
    /// Lets changes through on a production context for some minutes.
    case unlock(minutes: Int)
    /// Sends a test request; the answer comes as ``Report/prediction(_:_:)``.
    case predict(TestRequest)
    /// Finds the paths that begin with what was typed; they come as ``Report/paths(_:typed:)``.
    case completePath(String)
    /// Reports log lines or events until it is cancelled.
    case follow(Subscription)
    /// Ends what ``follow(_:)`` began; done by the loop.
    case unfollow(Subscription)
    /// Watches the metrics of these deployments closely, and of no others.
    case watchClosely(Set<DeploymentID>)
    /// Looks at one namespace, or at all.
    case setScope(NamespaceScope)
    /// Rings the bell; done by the loop.
    case ringBell
    /// Stops the program until the shell lets it go on; done by the loop.
    case suspend
    /// Draws everything again; done by the loop.
    case redraw
    /// Ends the program; done by the loop.
    case quit
}

/// Something that a page wants to hear of as long as it is open.
public enum Subscription: Sendable, Hashable {
    /// The log lines of a deployment or of a node.
    case logs(LogTarget)
    /// The events of a deployment.
    case events(DeploymentID)
}
