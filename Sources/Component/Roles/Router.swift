public import Inference

/// A component that decides which of its children gets a message.
public protocol Router: GraphComponent {
    /// The child for a message: its index, −1 for all of them, −2 for none.
    func route(_ message: SeldonMessage) async throws -> Int
}
