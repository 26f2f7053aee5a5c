public import Operations

/// Whose logs are followed.
public struct LogTarget: Sendable, Hashable {
    /// The deployment.
    public var deployment: DeploymentID
    /// One node of it, or `nil` for all of them.
    public var node: NodePath?

    /// The logs of a deployment or of one node.
    public init(deployment: DeploymentID, node: NodePath? = nil) {
        self.deployment = deployment
        self.node = node
    }

    /// What it is called on the screen.
    var title: String {
        node.map { "\($0.node) (\($0.predictor))" } ?? deployment.name
    }
}
