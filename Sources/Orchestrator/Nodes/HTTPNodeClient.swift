public import HTTP
import HTTPTypes

/// Calls nodes over REST, with the paths of Seldon's language wrapper.
public struct HTTPNodeClient: NodeClient {
    /// Tells whether an address accepts connections.
    public typealias Reachability = @Sendable (SocketAddress) async -> Bool

    private let transport: any HTTPTransport
    private let options: RequestOptions
    private let connectRetries: Int
    private let reachability: Reachability?

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - transport: What carries the requests.
    ///   - timeout: The longest time of one call; `nil` for no limit, the executor's default.
    ///   - connectRetries: How often a call is tried again that nobody accepted.
    ///   - replyLimit: The longest answer in bytes.
    ///   - reachability: Connects to an address; `nil` for a request whose answer does not matter.
    public init(
        _ transport: any HTTPTransport,
        timeout: Duration? = nil,
        connectRetries: Int = 0,
        replyLimit: Int = 64 << 20,
        reachability: Reachability? = nil
    ) {
        self.transport = transport
        self.options = RequestOptions(delivery: .collected(upTo: replyLimit), timeout: timeout)
        self.connectRetries = connectRetries
        self.reachability = reachability
    }

    /// Sends one request; it is a GET when no message goes along.
    public func ask(
        _ node: Node,
        _ method: NodeMethod,
        _ message: NodeMessage?,
        _ fields: FieldLines
    ) async throws(NodeFailure) -> NodeReply {
        var fields = fields
        if let type = message?.contentType { fields.append(.contentType, type) }
        if let encoding = message?.contentEncoding { fields.append(.contentEncoding, encoding) }
        let request = Request(
            method: method.hasMessage ? .post : .get,
            authority: node.authority,
            target: method.path,
            fields: fields,
            body: .bytes(message?.bytes ?? [])
        )
        do {
            let response = try await send(request, method)
            return NodeReply(
                status: response.status,
                message: NodeMessage(
                    response.body.bytes ?? [],
                    contentType: response.fields[.contentType],
                    contentEncoding: response.fields[.contentEncoding],
                    isReply: true
                )
            )
        } catch {
            throw NodeFailure(error)
        }
    }

    /// Sends a request; one that nobody accepted, as when a node just starts anew, again after 10 ms
    /// and then after ever longer pauses.
    private func send(_ request: Request, _ method: NodeMethod) async throws -> Response {
        var options = options
        // Feedback changes what a node has learned: it may not be told twice.
        options.isRepeatable = method.isRepeatable
        var pause = Duration.milliseconds(10)
        for _ in 0..<connectRetries {
            do {
                return try await transport.send(request, options)
            } catch HTTPError.cannotConnect {
                try await Task.sleep(for: pause)
                pause *= 4
            }
        }
        return try await transport.send(request, options)
    }

    /// Whether the node accepts connections; without a way to connect, whether it answers at all.
    ///
    /// A node that is too busy to answer within a second does accept connections.
    public func isReachable(_ node: Node) async -> Bool {
        guard let address = node.address else { return true }
        if let reachability { return await reachability(address) }
        let request = Request(method: .get, authority: node.authority, target: "/health/ping")
        let options = RequestOptions(delivery: .collected(upTo: 1 << 20), timeout: .seconds(1))
        do {
            _ = try await transport.send(request, options)
            return true
        } catch HTTPError.timedOut, HTTPError.bodyTooLarge, HTTPError.interrupted {
            return true
        } catch {
            return false
        }
    }
}
