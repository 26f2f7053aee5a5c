/// What answers requests.
public protocol Handler: Sendable {
    /// Answers one request; every problem becomes a response.
    ///
    /// The task is cancelled when the client goes away.
    func respond(to request: Request) async -> Response
}

/// A handler made of a closure.
public struct ClosureHandler: Handler {
    private let body: @Sendable (Request) async -> Response

    /// Makes a handler that calls `body` for each request.
    public init(_ body: @escaping @Sendable (Request) async -> Response) { self.body = body }

    /// Calls the closure.
    public func respond(to request: Request) async -> Response { await body(request) }
}
