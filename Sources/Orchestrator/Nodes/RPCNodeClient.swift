import Failures
public import HTTP
import HTTPTypes
import Serving

/// Calls nodes over gRPC.
public struct RPCNodeClient: NodeClient {
    private let transport: any HTTPTransport
    private let options: RequestOptions
    private let reachability: HTTPNodeClient.Reachability?

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - transport: What carries calls of gRPC.
    ///   - timeout: The longest time of one call; `nil` for no limit, the executor's default.
    ///   - replyLimit: The longest message in bytes.
    ///   - reachability: Connects to an address.
    public init(
        _ transport: any HTTPTransport,
        timeout: Duration? = nil,
        replyLimit: Int = 64 << 20,
        reachability: HTTPNodeClient.Reachability? = nil
    ) {
        self.transport = transport
        self.options = RequestOptions(delivery: .collected(upTo: replyLimit), timeout: timeout)
        self.reachability = reachability
    }

    /// Makes one call; the status of HTTP in the reply says what the code says.
    public func ask(
        _ node: Node,
        _ method: NodeMethod,
        _ message: NodeMessage?,
        _ fields: FieldLines
    ) async throws(NodeFailure) -> NodeReply {
        guard let address = node.rpcAddress else {
            throw NodeFailure(.refused, "it has no port for gRPC")
        }
        let request = Request(
            method: .post,
            scheme: "http",
            authority: address.description,
            target: method.path,
            fields: fields,
            body: .bytes(message?.bytes ?? [])
        )
        do {
            let response = try await transport.send(request, options)
            let status = RPCStatus(of: response.fields.fields, status: response.status)
            return NodeReply(
                status: status.code.status,
                message: NodeMessage(response.body.bytes ?? [], isReply: true),
                rpc: status
            )
        } catch {
            throw NodeFailure(error)
        }
    }

    /// Whether the node accepts connections.
    public func isReachable(_ node: Node) async -> Bool {
        guard let address = node.rpcAddress, let reachability else { return true }
        return await reachability(address)
    }
}
