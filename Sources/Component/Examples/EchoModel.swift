public import Inference

/// A model that returns what it was given.
public struct EchoModel: Model {
    /// Makes an echo.
    public init() {}

    /// Returns the payload of the message.
    public func predict(_ message: SeldonMessage) async throws -> Reply { try .unchanged(message) }
}
