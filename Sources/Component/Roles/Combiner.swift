public import Inference

/// A component that makes one message of those that its children answered.
public protocol Combiner: GraphComponent {
    /// Combines messages, which stand in the order of the children.
    func aggregate(_ messages: [SeldonMessage]) async throws -> Reply
}
