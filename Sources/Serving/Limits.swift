public import HTTP

/// How much of a request is taken.
public struct Limits: Sendable, Hashable {
    /// The longest body in bytes; by default 32 MiB.
    public var bodyBytes: Int

    /// Makes limits.
    public init(bodyBytes: Int = 32 << 20) { self.bodyBytes = bodyBytes }

    /// The body of a request, whole.
    ///
    /// - Throws: `ServingError.bodyTooLarge` or `.bodyInterrupted`.
    public func body(of request: Request) async throws(ServingError) -> [UInt8] {
        do {
            return try await request.body.collected(upTo: bodyBytes)
        } catch HTTPError.bodyTooLarge(let limit) {
            throw .bodyTooLarge(limit: limit)
        } catch {
            throw .bodyInterrupted
        }
    }
}
