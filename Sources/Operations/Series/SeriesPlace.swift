/// What a series was measured of: a predictor as a whole, or one of its nodes.
public struct SeriesPlace: Sendable, Hashable, Codable {
    /// The uid of the SeldonDeployment.
    public var deployment: String
    /// The predictor.
    public var predictor: String
    /// The node, or `nil` for what clients got from the predictor.
    public var node: String?

    /// A place in a deployment.
    public init(deployment: String, predictor: String, node: String? = nil) {
        self.deployment = deployment
        self.predictor = predictor
        self.node = node
    }
}
