public import Inference

/// A component that changes what its children answered.
public protocol OutputTransformer: GraphComponent {
    /// Changes a message.
    func transformOutput(_ message: SeldonMessage) async throws -> Reply
}
