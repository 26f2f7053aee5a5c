public import Inference

/// A component that predicts.
public protocol Model: GraphComponent {
    /// Makes a prediction of a message.
    ///
    /// - Throws: ``ComponentError`` for an answer with a status; `InferenceError`, thrown by the
    ///   message's own accessors, is answered as bad data; anything else as an internal error.
    func predict(_ message: SeldonMessage) async throws -> Reply
}
