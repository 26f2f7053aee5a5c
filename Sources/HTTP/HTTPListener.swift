/// What accepts connections and hands their requests to a handler.
public protocol HTTPListener: Sendable {
    /// Serves until the task is cancelled; requests in flight are then let finish for a moment.
    ///
    /// - Parameters:
    ///   - handler: What answers each request.
    ///   - onReady: Called once, with the address in use, when connections are accepted.
    /// - Throws: `HTTPError.cannotListen`.
    func serve(
        _ handler: any Handler,
        onReady: @escaping @Sendable (SocketAddress) -> Void
    ) async throws
}

/// An address to listen on or to connect to.
public struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
    /// A numeric address or a name, such as `127.0.0.1`.
    public var host: String
    /// The port; 0 asks for a free one.
    public var port: Int

    /// Makes an address.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `127.0.0.1:8003`.
    public var description: String { "\(host):\(port)" }
}
