/// A node of one predictor of a deployment.
public struct NodePath: Sendable, Hashable {
    /// The predictor.
    public var predictor: String
    /// The node, unique in the predictor.
    public var node: String

    /// The way to a node.
    public init(predictor: String, node: String) {
        self.predictor = predictor
        self.node = node
    }
}
