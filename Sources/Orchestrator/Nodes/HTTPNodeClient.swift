public import HTTP
public import HTTPTypes

/// Calls nodes over REST, with the paths of Seldon's language wrapper.
public struct HTTPNodeClient: NodeClient {
    /// Tells whether an address accepts connections.
    public typealias Reachability = @Sendable (SocketAddress) async -> Bool

    private let transport: any HTTPTransport
    private let options: RequestOptions
    private let reachability: Reachability?

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - transport: What carries the requests.
    ///   - timeout: The longest time of one call; `nil` for no limit, the executor's default.
    ///   - replyLimit: The longest answer in bytes.
    ///   - reachability: Connects to an address; `nil` for a request whose answer does not matter.
    public init(
        _ transport: any HTTPTransport,
        timeout: Duration? = nil,
        replyLimit: Int = 64 << 20,
        reachability: Reachability? = nil
    ) {
        self.transport = transport
        self.options = RequestOptions(delivery: .collected(upTo: replyLimit), timeout: timeout)
        self.reachability = reachability
    }

    /// Sends one request; it is a GET when no message goes along.
    public func ask(
        _ node: Node,
        _ method: NodeMethod,
        _ message: NodeMessage?,
        _ fields: HTTPFields
    ) async throws(NodeFailure) -> NodeReply {
        var fields = fields
        fields[.contentType] = message?.contentType
        fields[.contentEncoding] = message?.contentEncoding
        let request = Request(
            head: HTTPRequest(
                method: method.hasMessage ? .post : .get,
                scheme: "http",
                authority: node.address?.description,
                path: method.path,
                headerFields: fields
            ),
            body: .bytes(message?.bytes ?? [])
        )
        do {
            let response = try await transport.send(request, options)
            return NodeReply(
                status: response.status,
                message: NodeMessage(
                    response.body.bytes ?? [],
                    contentType: response.head.headerFields[.contentType],
                    contentEncoding: response.head.headerFields[.contentEncoding],
                    isReply: true
                )
            )
        } catch {
            throw NodeFailure(error)
        }
    }

    /// Whether the node accepts connections; without a way to connect, whether it answers at all.
    ///
    /// A node that is too busy to answer within a second does accept connections.
    public func isReachable(_ node: Node) async -> Bool {
        guard let address = node.address else { return true }
        if let reachability { return await reachability(address) }
        let request = Request(
            head: HTTPRequest(
                method: .get,
                scheme: "http",
                authority: address.description,
                path: "/health/ping"
            )
        )
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
