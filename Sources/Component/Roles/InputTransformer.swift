public import Inference

/// A component that changes messages on their way to its children.
public protocol InputTransformer: GraphComponent {
    /// Changes a message.
    func transformInput(_ message: SeldonMessage) async throws -> Reply
}
